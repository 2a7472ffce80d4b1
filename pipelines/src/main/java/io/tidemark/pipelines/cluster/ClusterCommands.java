// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.launcher.Command;
import java.util.List;

/** What the command line can do with jobs that have been submitted. */
public final class ClusterCommands {
  private ClusterCommands() {}

  /** All of it. */
  public static List<Command> all() {
    return List.of(
        new ListJobs(),
        new ShowStatus(),
        new TakeSavepoint(),
        new StopJob(),
        new RescaleJob(),
        new CancelJob());
  }
}
