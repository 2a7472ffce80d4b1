// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.ExitCode;
import io.tidemark.pipelines.launcher.Invocation;

/** Takes a savepoint. */
final class TakeSavepoint implements Command {
  @Override
  public String name() {
    return "savepoint";
  }

  @Override
  public String parameters() {
    return "JOB [--savepoints=FOLDER] [--flinkMaster=HOST:PORT]";
  }

  @Override
  public String summary() {
    return "takes a savepoint of a job that goes on";
  }

  @Override
  public int run(Invocation invocation) {
    JobArguments arguments =
        JobArguments.read(this, invocation.arguments(), 1, JobArguments.SAVEPOINTS);
    invocation.out().println(arguments.job().savepoint(arguments.option(JobArguments.SAVEPOINTS)));
    return ExitCode.OK;
  }
}
