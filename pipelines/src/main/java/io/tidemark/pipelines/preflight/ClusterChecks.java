// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.pipelines.flink.ClusterException;
import io.tidemark.pipelines.flink.FlinkRest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster that a run is sent to, as its REST API tells. */
final class ClusterChecks {
  private static final String FLINK_MASTER = "flinkMaster";
  private static final String CHECKPOINT_FOLDER = "state.checkpoints.dir";

  private final PlannedRun run;
  private final FlinkRest rest;

  private ClusterChecks(PlannedRun run, FlinkRest rest) {
    this.run = run;
    this.rest = rest;
  }

  /** What is found; of a cluster that does not answer, that alone. */
  static List<Finding> of(PlannedRun run) {
    if (run.place() != Place.FLINK_CLUSTER) {
      return List.of();
    }
    String address = run.text(FLINK_MASTER).orElseThrow();
    try {
      ClusterChecks checks = new ClusterChecks(run, FlinkRest.at(address));
      return Stream.of(checks.otherVersion(), checks.fewSlots(), checks.checkpointsInMemory())
          .flatMap(Optional::stream)
          .toList();
    } catch (ClusterException e) {
      String subject = String.format("--%s '%s': ", FLINK_MASTER, address);
      return List.of(Finding.error(run, FLINK_MASTER, e.getMessage().replace(subject, "")));
    }
  }

  private Optional<Finding> otherVersion() {
    String version = rest.get("config").path("flink-version").asText();
    return version.startsWith(run.flinkMinor() + ".")
        ? Optional.empty()
        : Optional.of(
            Finding.error(
                run,
                FLINK_MASTER,
                String.format(
                    "is a cluster of Flink %s, and this is built for %s; use a cluster of that"
                        + " version",
                    version, run.flinkMinor())));
  }

  private Optional<Finding> fewSlots() {
    JsonNode overview = rest.get("overview");
    long free = overview.path("slots-available").asLong();
    return run.number("parallelism").orElse(1L) > free
        ? Optional.of(
            Finding.warning(
                run,
                "parallelism",
                String.format(
                    "needs as many slots, and %s of the cluster's %s are free: the run waits for"
                        + " more; start TaskManagers or set it to less",
                    free, overview.path("slots-total").asLong())))
        : Optional.empty();
  }

  private Optional<Finding> checkpointsInMemory() {
    return run.hasCheckpoints()
            && run.text("stateBackend").isEmpty()
            && rest.setting(CHECKPOINT_FOLDER).isEmpty()
        ? Optional.of(
            Finding.warning(
                run,
                PlannedRun.CHECKPOINTING_INTERVAL,
                String.format(
                    "checkpoints are kept in the memory of the JobManager, where they are lost with"
                        + " it and hold 5 MB for each task at most; set %s in the configuration of"
                        + " the cluster",
                    CHECKPOINT_FOLDER)))
        : Optional.empty();
  }
}
