// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import org.junit.Test;

public final class PreflightTest {
  @Test
  public void allThatIsWrongIsFound() {
    PlannedRun run =
        Runs.ending(
            Place.EMBEDDED_FLINK,
            "checkpointingInterval=1000",
            "shutdownSourcesAfterIdleMs=-1",
            "finishBundleBeforeCheckpointing=true",
            "parallelism=4",
            "maxParallelism=2",
            "fasterCopy=true");

    assertThat(
        Preflight.check(run).stream().map(Finding::option).toList(),
        contains("shutdownSourcesAfterIdleMs", "parallelism", "fasterCopy", "objectReuse"));
  }

  @Test
  public void optionsOfFlinkDoNotMatterToTheDirectRunner() {
    PlannedRun run = Runs.endless(Place.DIRECT, "fasterCopy=true", "maxParallelism=3");

    assertThat(Preflight.check(run), empty());
  }
}
