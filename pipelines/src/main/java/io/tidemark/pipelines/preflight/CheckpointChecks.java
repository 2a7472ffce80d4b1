// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static io.tidemark.pipelines.preflight.PlannedRun.CHECKPOINTING_INTERVAL;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Streams on Flink and their checkpoints: what a run goes back to, and whether it ends. */
final class CheckpointChecks {
  static final List<Check> ALL =
      List.of(
          CheckpointChecks::interval,
          CheckpointChecks::endlessOnCluster,
          CheckpointChecks::forgotten,
          CheckpointChecks::bundlesAfterBarrier,
          CheckpointChecks::neverEnds);

  private static final String FINISH_BUNDLES = "finishBundleBeforeCheckpointing";
  private static final String IDLE = "shutdownSourcesAfterIdleMs";

  private static final long FOR_EVER = Duration.ofDays(1).toMillis();

  private CheckpointChecks() {}

  /** Beam refuses it too, but with a failure. */
  static Optional<Finding> interval(PlannedRun run) {
    long interval = run.checkpointingInterval();
    return run.isStreamOnFlink() && interval < 1 && interval != -1
        ? Optional.of(
            Finding.error(
                run, CHECKPOINTING_INTERVAL, "must be milliseconds, 1 or more, or -1 for none"))
        : Optional.empty();
  }

  static Optional<Finding> endlessOnCluster(PlannedRun run) {
    return run.place().isOnCluster() && run.isEndless() && run.checkpointingInterval() == -1
        ? Optional.of(
            Finding.error(
                run,
                CHECKPOINTING_INTERVAL,
                "a stream without end on a cluster needs checkpoints, or it ends for good with its"
                    + " first failure; set --checkpointingInterval=10000 (milliseconds)"))
        : Optional.empty();
  }

  /** On a cluster {@link #endlessOnCluster} says so already. */
  static Optional<Finding> forgotten(PlannedRun run) {
    return run.place() == Place.EMBEDDED_FLINK
            && run.isEndless()
            && run.isForgotten()
            && run.checkpointingInterval() == -1
        ? Optional.of(
            Finding.warning(
                run,
                CHECKPOINTING_INTERVAL,
                "without checkpoints this input is lost as soon as it is read, and with a failure"
                    + " what is in no result yet; set --checkpointingInterval=10000"
                    + " (milliseconds)"))
        : Optional.empty();
  }

  /** Without an interval too: a savepoint is a checkpoint. */
  static Optional<Finding> bundlesAfterBarrier(PlannedRun run) {
    return run.isStreamOnFlink() && !run.isOn(FINISH_BUNDLES)
        ? Optional.of(
            Finding.error(
                run,
                FINISH_BUNDLES,
                "gives wrong results with checkpoints and savepoints, where readings come behind"
                    + " the watermark and are late; set it to true"))
        : Optional.empty();
  }

  /** Unsaid, a run whose input ends does so too; -1 is what Beam takes for never. */
  static Optional<Finding> neverEnds(PlannedRun run) {
    long idle = run.number(IDLE).orElse(0L);
    return run.hasCheckpoints() && !run.isEndless() && (idle == -1 || idle > FOR_EVER)
        ? Optional.of(
            Finding.error(
                run,
                IDLE,
                "keeps a run with checkpoints alive when its input has ended; leave it out, or set it to 0"))
        : Optional.empty();
  }
}
