// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import java.util.Optional;

/**
 * One thing that is wrong with a run, and what to set.
 *
 * @param isError whether the run must not start
 * @param option the option to mend, without dashes
 * @param value what it is set to, if it is
 * @param problem what is wrong, and what is allowed
 */
public record Finding(boolean isError, String option, Optional<String> value, String problem) {
  static Finding error(PlannedRun run, String option, String problem) {
    return new Finding(true, option, run.text(option), problem);
  }

  static Finding warning(PlannedRun run, String option, String problem) {
    return new Finding(false, option, run.text(option), problem);
  }
}
