// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines;

import io.tidemark.pipelines.alert.AlertPipeline;
import io.tidemark.pipelines.average.Average;
import io.tidemark.pipelines.cluster.ClusterCommands;
import io.tidemark.pipelines.launcher.Exit;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.lookup.LookupPipeline;

/** Runs the pipeline, or the command, that the first argument names. */
public final class Tidemark {
  private Tidemark() {}

  /** Runs a command line and exits with one of {@link io.tidemark.pipelines.launcher.ExitCode}. */
  public static void main(String[] arguments) {
    Exit.with(
        Launcher.of(new Average(), new AlertPipeline(), new LookupPipeline())
            .with(ClusterCommands.all())
            .run(arguments, System.out, System.err));
  }
}
