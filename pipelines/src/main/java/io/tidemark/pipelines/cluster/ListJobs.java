// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.ExitCode;
import io.tidemark.pipelines.launcher.Invocation;

/** Lists the jobs of a cluster. */
final class ListJobs implements Command {
  @Override
  public String name() {
    return "list";
  }

  @Override
  public String parameters() {
    return "[--flinkMaster=HOST:PORT]";
  }

  @Override
  public String summary() {
    return "lists the jobs of a cluster, the latest first";
  }

  @Override
  public int run(Invocation invocation) {
    for (Job job : JobArguments.read(this, invocation.arguments(), 0).jobs().all()) {
      invocation
          .out()
          .printf("%s  %-10s  %s  %s%n", job.id(), job.state(), job.started(), job.name());
    }
    return ExitCode.OK;
  }
}
