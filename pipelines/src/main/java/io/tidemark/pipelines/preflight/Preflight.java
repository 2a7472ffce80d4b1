// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All checks of a run before it starts. */
public final class Preflight {
  private Preflight() {}

  /** What is wrong with a run; nothing if it may start as it is. */
  public static List<Finding> check(PlannedRun run) {
    if (!run.place().isFlink()) {
      return List.of();
    }
    Stream<Finding> found =
        Stream.of(CheckpointChecks.ALL, ScalingChecks.ALL, FlinkOptionChecks.ALL)
            .flatMap(List::stream)
            .map(check -> check.check(run))
            .flatMap(Optional::stream);
    return Stream.concat(found, ClusterChecks.of(run).stream()).toList();
  }
}
