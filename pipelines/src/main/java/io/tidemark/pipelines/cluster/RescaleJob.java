// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.Invocation;
import io.tidemark.pipelines.launcher.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resumes a job with another parallelism, by a savepoint, with the options it was submitted with.
 */
final class RescaleJob implements Command {
  @Override
  public String name() {
    return "rescale";
  }

  @Override
  public String parameters() {
    return "JOB PARALLELISM [--savepoints=FOLDER] [--flinkMaster=HOST:PORT]";
  }

  @Override
  public String summary() {
    return "stops a job with a savepoint and resumes it with another parallelism";
  }

  /** Of the place and the moment of the first submission, or set anew. */
  private static final Set<String> NOT_AGAIN =
      Set.of(
          "appName",
          "attachedMode",
          "config",
          "filesToStage",
          "flinkConfDir",
          "flinkMaster",
          "jobName",
          "optionsId",
          "parallelism",
          "resourceHints",
          "resume",
          "runner",
          "savepointPath",
          "tempLocation");

  @Override
  public int run(Invocation invocation) {
    JobArguments arguments =
        JobArguments.read(this, invocation.arguments(), 2, JobArguments.SAVEPOINTS);
    Job job = arguments.job();
    Map<String, String> options = job.options();
    String parallelism = parallelism(arguments.word(1), options);
    if (!options.containsKey("appName")) {
      throw UsageException.of("rescale '" + arguments.word(0) + "': is not a job of tidemark");
    }
    String savepoint = job.stop(arguments.option(JobArguments.SAVEPOINTS));
    invocation.out().println("stopped at " + savepoint);
    List<String> again = new ArrayList<>(List.of("resume", savepoint, options.get("appName")));
    again.add("--flinkMaster=" + arguments.flinkMaster());
    again.add("--jobName=" + job.name());
    again.add("--parallelism=" + parallelism);
    options.forEach(
        (name, value) -> {
          if (!NOT_AGAIN.contains(name) && !value.isEmpty()) {
            again.add("--" + name + "=" + value);
          }
        });
    return invocation.tidemark().applyAsInt(again);
  }

  private static String parallelism(String text, Map<String, String> options) {
    int most = Integer.parseInt(options.getOrDefault("maxParallelism", "-1"));
    if (!text.matches("[1-9]\\d{0,4}") || (most > 0 && Integer.parseInt(text) > most)) {
      throw UsageException.of(
          String.format(
              "parallelism '%s': must be a number from 1 to %s",
              text, most > 0 ? most + ", the --maxParallelism of the job" : "32768"));
    }
    return text;
  }
}
