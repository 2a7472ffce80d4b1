// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import io.tidemark.transforms.block.Shards;
import java.util.List;
import java.util.Optional;

/** How many tasks a stream on Flink has, may have later, and has work for. */
final class ScalingChecks {
  static final List<Check> ALL =
      List.of(
          ScalingChecks::noMaxParallelism,
          ScalingChecks::parallelismAboveMax,
          ScalingChecks::unevenShards,
          ScalingChecks::idleTasks);

  private static final String PARALLELISM = "parallelism";
  private static final String MAX_PARALLELISM = "maxParallelism";
  private static final String SHARDS = "shards";

  private ScalingChecks() {}

  static Optional<Finding> noMaxParallelism(PlannedRun run) {
    return run.place().isOnCluster() && run.hasCheckpoints() && positive(run, MAX_PARALLELISM) == 0
        ? Optional.of(
            Finding.warning(
                run,
                MAX_PARALLELISM,
                String.format(
                    "without it Flink derives from --parallelism how far the run can be rescaled"
                        + " later; set --maxParallelism=%s, and do not change it",
                    shards(run))))
        : Optional.empty();
  }

  static Optional<Finding> parallelismAboveMax(PlannedRun run) {
    long most = positive(run, MAX_PARALLELISM);
    return run.isStreamOnFlink() && most > 0 && positive(run, PARALLELISM) > most
        ? Optional.of(
            Finding.error(
                run, PARALLELISM, String.format("must be at most --maxParallelism=%s", most)))
        : Optional.empty();
  }

  static Optional<Finding> unevenShards(PlannedRun run) {
    long most = positive(run, MAX_PARALLELISM);
    return run.isStreamOnFlink() && most > 0 && shards(run) % most != 0
        ? Optional.of(
            Finding.warning(
                run,
                MAX_PARALLELISM,
                String.format(
                    "gives tasks unequal work, since the %1$s tables of --shards are no multiple of"
                        + " it; for a new run set it to %1$s",
                    shards(run))))
        : Optional.empty();
  }

  static Optional<Finding> idleTasks(PlannedRun run) {
    return run.isStreamOnFlink() && positive(run, PARALLELISM) > shards(run)
        ? Optional.of(
            Finding.warning(
                run,
                PARALLELISM,
                String.format(
                    "has more tasks than the %1$s tables of --shards, and the rest are idle; set it"
                        + " to %1$s at most",
                    shards(run))))
        : Optional.empty();
  }

  private static long shards(PlannedRun run) {
    return run.number(SHARDS).orElse((long) Shards.MAX);
  }

  /** The value, or 0 where Flink decides. */
  private static long positive(PlannedRun run, String option) {
    return Math.max(run.number(option).orElse(0L), 0);
  }
}
