// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.pipelines.flink.Causes;
import io.tidemark.pipelines.flink.ClusterException;
import io.tidemark.pipelines.flink.FlinkRest;
import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.flink.Jobs;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The job that a run on a Flink cluster has become. */
final class SubmittedJob {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration MOST_OF_A_START = Duration.ofMinutes(1);

  private final FlinkRest cluster;
  private final String name;

  private SubmittedJob(FlinkRest cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /** Empty where the run is not submitted from here to a cluster. */
  static Optional<SubmittedJob> of(Settings settings, String name) {
    return settings
        .text("flinkMaster")
        .filter(master -> settings.text("runner").equals(Optional.of(Runners.FLINK)))
        .filter(master -> !master.startsWith("["))
        .map(master -> new SubmittedJob(FlinkRest.at(master), name));
  }

  /** Prints where it is as soon as it is there, while the launcher waits for its end. */
  void announce(PrintStream err) {
    Thread thread = new Thread(() -> awaitAndPrint(err), "tidemark-job");
    thread.setDaemon(true);
    thread.start();
  }

  private void awaitAndPrint(PrintStream err) {
    try {
      find().ifPresent(job -> err.println("job " + job.id() + " at " + job.page()));
    } catch (ClusterException e) {
      err.println("tidemark: " + e.getMessage());
    }
  }

  /**
   * Waits until all its tasks run, and prints where it is, or why it does not run.
   *
   * @return what to exit with
   */
  int awaitRunning(PrintStream out, PrintStream err) {
    Optional<Job> found = find();
    if (found.isEmpty()) {
      err.printf("tidemark: the cluster has no job '%s'%n", name);
      return ExitCode.FAILED;
    }
    Job job = found.get();
    out.println("job " + job.id() + " at " + job.page());
    Instant deadline = Instant.now().plus(MOST_OF_A_START);
    while (job.isAlive() && !job.isRunning()) {
      Optional<String> failure = job.failure();
      if (failure.filter(Causes::isReason).isPresent() || Instant.now().isAfter(deadline)) {
        return notRunning(job, failure, err);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return job.state().equals("FAILED") ? notRunning(job, job.failure(), err) : ExitCode.OK;
  }

  /** Flink would start it again and again; where that cannot help, it is cancelled. */
  private static int notRunning(Job job, Optional<String> failure, PrintStream err) {
    if (job.isAlive() && failure.filter(Causes::isForGood).isPresent()) {
      job.cancel();
    }
    String reason =
        failure
            .map(Causes::innermost)
            .orElse("some tasks do not run yet; has the cluster enough free slots?");
    err.printf("tidemark: job %s is %s: %s%n", job.id(), job.state(), reason);
    return ExitCode.FAILED;
  }

  private Optional<Job> find() {
    Instant deadline = Instant.now().plus(MOST_OF_A_START);
    Optional<Job> job = Jobs.of(cluster).latest(name);
    while (job.isEmpty() && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(PAUSE.toNanos());
      job = Jobs.of(cluster).latest(name);
    }
    return job;
  }
}
