// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.pipelines.flink.Causes;
import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.flink.JobMetrics;
import io.tidemark.pipelines.flink.JobMetrics.SourceWatermark;
import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.ExitCode;
import io.tidemark.pipelines.launcher.Invocation;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells how a job is: rates, watermark, checkpoints, failures. */
final class ShowStatus implements Command {
  private static final List<String> COUNTERS =
      List.of("read", "used", "late", "missing", "rejected");

  @Override
  public String name() {
    return "status";
  }

  @Override
  public String parameters() {
    return "[JOB] [--flinkMaster=HOST:PORT]";
  }

  @Override
  public String summary() {
    return "tells how a job is, or each that runs: rates, watermark, checkpoints";
  }

  @Override
  public int run(Invocation invocation) {
    boolean named = invocation.arguments().stream().anyMatch(argument -> !argument.startsWith("-"));
    JobArguments arguments = JobArguments.read(this, invocation.arguments(), named ? 1 : 0);
    List<Job> jobs =
        named
            ? List.of(arguments.job())
            : arguments.jobs().all().stream().filter(Job::isAlive).toList();
    if (jobs.isEmpty()) {
      invocation.out().println("no job runs");
    }
    jobs.forEach(job -> show(job, invocation.out()));
    return ExitCode.OK;
  }

  private static void show(Job job, PrintStream out) {
    out.printf(
        "%s  %s since %s  %s%n", job.name(), job.state(), seconds(job.started()), job.page());
    if (job.isAlive()) {
      JobMetrics metrics = JobMetrics.of(job);
      out.println(readings(metrics));
      out.println(watermark(metrics));
      out.println(checkpoints(job.about("/checkpoints")));
    }
    job.failure()
        .ifPresent(
            trace ->
                out.printf(
                    "  failed       %s%s%n",
                    Causes.innermost(trace), job.isAlive() ? "; it was started again" : ""));
  }

  private static String readings(JobMetrics metrics) {
    Map<String, Long> before = metrics.newCounters();
    Instant begin = Instant.now();
    LockSupport.parkNanos(metrics.interval().toNanos());
    Map<String, Long> after = metrics.newCounters();
    double elapsed = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    StringBuilder line = new StringBuilder("  readings    ");
    for (String counter : COUNTERS) {
      long count = after.getOrDefault(counter, 0L);
      long more = Math.max(0, count - before.getOrDefault(counter, 0L));
      line.append(String.format(Locale.ROOT, " %s %,d (%,.0f/s)", counter, count, more / elapsed));
    }
    return line.append(" since the last start").toString();
  }

  private static String watermark(JobMetrics metrics) {
    return metrics
        .lowestWatermark()
        .map(ShowStatus::watermark)
        .orElse("  watermark    none: no source has sent one yet");
  }

  private static String watermark(SourceWatermark lowest) {
    if (lowest.millis() == Long.MIN_VALUE) {
      return String.format(
          "  watermark    none yet: %s, task %d, has not sent one",
          lowest.source(), lowest.subtask());
    }
    Instant watermark = Instant.ofEpochMilli(lowest.millis());
    return String.format(
        "  watermark    %s, %s behind now; the lowest is that of %s, task %d%s",
        watermark,
        age(watermark),
        lowest.source(),
        lowest.subtask(),
        lowest.partition().map(name -> ", partition " + name).orElse(""));
  }

  private static String checkpoints(JsonNode checkpoints) {
    JsonNode last = checkpoints.path("latest").path("completed");
    long failed = checkpoints.path("counts").path("failed").asLong();
    JsonNode failure = checkpoints.path("latest").path("failed").path("failure_message");
    String problem =
        (failed == 0 ? "" : "; " + failed + " failed")
            + (failure.isTextual() ? ", the last since " + failure.asText() : "");
    if (!last.isObject()) {
      return "  checkpoints  none has been completed" + problem;
    }
    return String.format(
        Locale.ROOT,
        "  checkpoints  the last, %d, was completed %s ago: %,d bytes of %,d in %,d ms%s",
        last.path("id").asLong(),
        age(Instant.ofEpochMilli(last.path("latest_ack_timestamp").asLong())),
        last.path("checkpointed_size").asLong(),
        last.path("state_size").asLong(),
        last.path("end_to_end_duration").asLong(),
        problem);
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** The two largest units: {@code 3d 4h}, {@code 12s}. */
  private static String age(Instant time) {
    Duration age = Duration.between(time, Instant.now());
    return Stream.of(
            age.toDays() + "d",
            age.toHoursPart() + "h",
            age.toMinutesPart() + "m",
            age.toSecondsPart() + "s")
        .dropWhile(part -> part.startsWith("0") && !part.equals("0s"))
        .limit(2)
        .collect(Collectors.joining(" "));
  }
}
