// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static io.tidemark.pipelines.preflight.Place.DIRECT;
import static io.tidemark.pipelines.preflight.Place.EMBEDDED_FLINK;
import static io.tidemark.pipelines.preflight.Place.FLINK_CLUSTER;
import static io.tidemark.pipelines.preflight.Place.FLINK_JOB;
import static io.tidemark.pipelines.preflight.Runs.assertError;
import static io.tidemark.pipelines.preflight.Runs.assertSilent;
import static io.tidemark.pipelines.preflight.Runs.assertWarning;
import static io.tidemark.pipelines.preflight.Runs.bounded;
import static io.tidemark.pipelines.preflight.Runs.ending;
import static io.tidemark.pipelines.preflight.Runs.endless;
import static io.tidemark.pipelines.preflight.Runs.forgotten;

import java.util.List;
import org.junit.Test;

public final class CheckpointChecksTest {
  private static final String INTERVAL = "checkpointingInterval";
  private static final String EVERY_SECOND = INTERVAL + "=1000";
  private static final String IDLE = "shutdownSourcesAfterIdleMs";
  private static final String FINISH = "finishBundleBeforeCheckpointing";

  @Test
  public void intervalIsPositiveOrMinusOne() {
    assertError(CheckpointChecks::interval, INTERVAL, ending(EMBEDDED_FLINK, INTERVAL + "=0"));
    assertError(CheckpointChecks::interval, INTERVAL, endless(FLINK_JOB, INTERVAL + "=-2"));

    assertSilent(CheckpointChecks::interval, ending(EMBEDDED_FLINK, INTERVAL + "=1"));
    assertSilent(CheckpointChecks::interval, ending(EMBEDDED_FLINK, INTERVAL + "=-1"));
    assertSilent(CheckpointChecks::interval, ending(EMBEDDED_FLINK));
    assertSilent(CheckpointChecks::interval, bounded(FLINK_CLUSTER, INTERVAL + "=0"));
  }

  @Test
  public void streamWithoutEndOnAClusterNeedsCheckpoints() {
    for (Place place : List.of(FLINK_CLUSTER, FLINK_JOB)) {
      assertError(CheckpointChecks::endlessOnCluster, INTERVAL, endless(place));
      assertError(CheckpointChecks::endlessOnCluster, INTERVAL, endless(place, INTERVAL + "=-1"));
      assertSilent(CheckpointChecks::endlessOnCluster, endless(place, EVERY_SECOND));
      assertSilent(CheckpointChecks::endlessOnCluster, endless(place, INTERVAL + "=0"));
      assertSilent(CheckpointChecks::endlessOnCluster, ending(place));
    }
    assertSilent(CheckpointChecks::endlessOnCluster, endless(EMBEDDED_FLINK));
    assertSilent(CheckpointChecks::endlessOnCluster, endless(DIRECT));
  }

  @Test
  public void inProcessCheckpointsAreForInputThatIsForgotten() {
    assertWarning(CheckpointChecks::forgotten, INTERVAL, forgotten(EMBEDDED_FLINK));

    assertSilent(CheckpointChecks::forgotten, forgotten(EMBEDDED_FLINK, EVERY_SECOND));
    assertSilent(CheckpointChecks::forgotten, endless(EMBEDDED_FLINK));
    assertSilent(CheckpointChecks::forgotten, forgotten(FLINK_CLUSTER));
    assertSilent(CheckpointChecks::forgotten, forgotten(DIRECT));
  }

  @Test
  public void bundlesEndBeforeTheBarrier() {
    assertError(
        CheckpointChecks::bundlesAfterBarrier,
        FINISH,
        ending(EMBEDDED_FLINK, EVERY_SECOND, FINISH + "=false"));
    assertError(CheckpointChecks::bundlesAfterBarrier, FINISH, endless(FLINK_CLUSTER));

    assertSilent(
        CheckpointChecks::bundlesAfterBarrier,
        ending(EMBEDDED_FLINK, EVERY_SECOND, FINISH + "=true"));
    assertSilent(CheckpointChecks::bundlesAfterBarrier, bounded(EMBEDDED_FLINK, FINISH + "=false"));
  }

  @Test
  public void runWhoseInputEndsMayEnd() {
    for (String never : List.of("-1", "86400001", "9223372036854775807")) {
      assertError(
          CheckpointChecks::neverEnds,
          IDLE,
          ending(FLINK_CLUSTER, EVERY_SECOND, IDLE + "=" + never));
    }
    assertSilent(CheckpointChecks::neverEnds, ending(FLINK_CLUSTER, EVERY_SECOND));
    assertSilent(CheckpointChecks::neverEnds, ending(FLINK_CLUSTER, EVERY_SECOND, IDLE + "=1000"));
    assertSilent(CheckpointChecks::neverEnds, ending(FLINK_CLUSTER, IDLE + "=-1"));
    assertSilent(CheckpointChecks::neverEnds, endless(FLINK_CLUSTER, EVERY_SECOND, IDLE + "=-1"));
    assertSilent(CheckpointChecks::neverEnds, bounded(FLINK_CLUSTER, EVERY_SECOND, IDLE + "=-1"));
  }
}
