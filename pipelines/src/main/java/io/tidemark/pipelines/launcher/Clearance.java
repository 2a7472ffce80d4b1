// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.pipelines.preflight.Finding;
import io.tidemark.pipelines.preflight.PlannedRun;
import io.tidemark.pipelines.preflight.Preflight;
import java.io.PrintStream;
import java.util.List;

/** Whether a run may start, by what the checks before it find. */
enum Clearance {
  /** Not with an error. */
  STOP,
  /** In any case. */
  WARN;

  static final String OPTION = "preflight";

  /** Reads {@code stop} or {@code warn}. */
  static Clearance of(String text) {
    return switch (text) {
      case "stop" -> STOP;
      case "warn" -> WARN;
      default -> throw UsageException.of(OPTION, text, "must be stop or warn");
    };
  }

  /** Prints all that is found, a line each. */
  boolean isGiven(PlannedRun run, Settings settings, PrintStream err) {
    List<Finding> findings = Preflight.check(run);
    for (Finding finding : findings) {
      String kind = stops(finding) ? "" : "warning: ";
      err.println("tidemark: " + kind + settings.located(exception(finding)).getMessage());
    }
    return findings.stream().noneMatch(this::stops);
  }

  private boolean stops(Finding finding) {
    return this == STOP && finding.isError();
  }

  private static UsageException exception(Finding finding) {
    return finding
        .value()
        .map(value -> UsageException.of(finding.option(), value, finding.problem()))
        .orElseGet(() -> UsageException.of(finding.option(), finding.problem()));
  }
}
