// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.ExitCode;
import io.tidemark.pipelines.launcher.Invocation;

/** Ends a job without a savepoint. */
final class CancelJob implements Command {
  @Override
  public String name() {
    return "cancel";
  }

  @Override
  public String parameters() {
    return "JOB [--flinkMaster=HOST:PORT]";
  }

  @Override
  public String summary() {
    return "ends a job at once; its last checkpoint stays";
  }

  @Override
  public int run(Invocation invocation) {
    Job job = JobArguments.read(this, invocation.arguments(), 1).job();
    job.cancel();
    invocation.out().printf("job %s is %s%n", job.id(), job.state());
    return ExitCode.OK;
  }
}
