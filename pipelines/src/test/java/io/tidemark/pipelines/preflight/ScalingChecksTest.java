// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static io.tidemark.pipelines.preflight.Place.EMBEDDED_FLINK;
import static io.tidemark.pipelines.preflight.Place.FLINK_CLUSTER;
import static io.tidemark.pipelines.preflight.Place.FLINK_JOB;
import static io.tidemark.pipelines.preflight.Runs.assertError;
import static io.tidemark.pipelines.preflight.Runs.assertSilent;
import static io.tidemark.pipelines.preflight.Runs.assertWarning;
import static io.tidemark.pipelines.preflight.Runs.bounded;
import static io.tidemark.pipelines.preflight.Runs.ending;
import static io.tidemark.pipelines.preflight.Runs.endless;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import org.junit.Test;

public final class ScalingChecksTest {
  private static final String CHECKPOINTS = "checkpointingInterval=1000";
  private static final String MAX = "maxParallelism";

  @Test
  public void checkpointsOnAClusterWantAMaximumParallelism() {
    assertWarning(ScalingChecks::noMaxParallelism, MAX, endless(FLINK_CLUSTER, CHECKPOINTS));
    assertWarning(
        ScalingChecks::noMaxParallelism, MAX, ending(FLINK_JOB, CHECKPOINTS, MAX + "=-1"));

    assertSilent(
        ScalingChecks::noMaxParallelism, endless(FLINK_CLUSTER, CHECKPOINTS, MAX + "=128"));
    assertSilent(ScalingChecks::noMaxParallelism, endless(EMBEDDED_FLINK, CHECKPOINTS));
    assertSilent(ScalingChecks::noMaxParallelism, ending(FLINK_CLUSTER));
    assertSilent(ScalingChecks::noMaxParallelism, bounded(FLINK_CLUSTER, CHECKPOINTS));
  }

  @Test
  public void maximumParallelismThatIsAdvisedIsTheNumberOfShards() {
    PlannedRun run = endless(FLINK_CLUSTER, CHECKPOINTS, "shards=32");

    Finding finding = ScalingChecks.noMaxParallelism(run).orElseThrow();

    assertThat(finding.problem(), containsString("--maxParallelism=32"));
  }

  @Test
  public void parallelismIsAtMostTheMaximum() {
    assertError(
        ScalingChecks::parallelismAboveMax,
        "parallelism",
        ending(EMBEDDED_FLINK, "parallelism=5", MAX + "=4"));

    assertSilent(
        ScalingChecks::parallelismAboveMax, ending(EMBEDDED_FLINK, "parallelism=4", MAX + "=4"));
    assertSilent(ScalingChecks::parallelismAboveMax, ending(EMBEDDED_FLINK, "parallelism=200"));
    assertSilent(
        ScalingChecks::parallelismAboveMax, bounded(EMBEDDED_FLINK, "parallelism=5", MAX + "=4"));
  }

  @Test
  public void shardsAreAMultipleOfTheMaximumParallelism() {
    for (String max : new String[] {"100", "256"}) {
      assertWarning(ScalingChecks::unevenShards, MAX, endless(FLINK_CLUSTER, MAX + "=" + max));
    }
    assertWarning(
        ScalingChecks::unevenShards, MAX, endless(FLINK_CLUSTER, MAX + "=128", "shards=64"));

    for (String max : new String[] {"1", "64", "128"}) {
      assertSilent(ScalingChecks::unevenShards, endless(FLINK_CLUSTER, MAX + "=" + max));
    }
    assertSilent(ScalingChecks::unevenShards, endless(FLINK_CLUSTER, "shards=64"));
    assertSilent(ScalingChecks::unevenShards, bounded(FLINK_CLUSTER, MAX + "=100"));
  }

  @Test
  public void tasksBeyondTheShardsAreIdle() {
    assertWarning(ScalingChecks::idleTasks, "parallelism", endless(FLINK_JOB, "parallelism=129"));
    assertWarning(
        ScalingChecks::idleTasks,
        "parallelism",
        ending(EMBEDDED_FLINK, "parallelism=5", "shards=4"));

    assertSilent(ScalingChecks::idleTasks, endless(FLINK_JOB, "parallelism=128"));
    assertSilent(ScalingChecks::idleTasks, endless(FLINK_JOB));
    assertSilent(ScalingChecks::idleTasks, bounded(FLINK_JOB, "parallelism=129"));
  }
}
