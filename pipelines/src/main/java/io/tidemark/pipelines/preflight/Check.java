// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import java.util.Optional;

/** Looks for one thing that can be wrong with a run. */
@FunctionalInterface
interface Check {
  Optional<Finding> check(PlannedRun run);
}
