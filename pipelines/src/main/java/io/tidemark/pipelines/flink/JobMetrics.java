// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The numbers that the tasks of a job report, as Flink gathers them every few seconds. */
public final class JobMetrics {
  private static final String COUNTER = ".tidemark_";
  private static final String WATERMARK = ".currentOutputWatermark";
  private static final String PARTITION = COUNTER + "partition_watermark_ms";

  private static final Duration ASKED = Duration.ofMillis(800);

  private final Job job;
  private final List<Vertex> vertices = new ArrayList<>();

  private JobMetrics(Job job) {
    this.job = job;
    for (JsonNode vertex : job.about("").path("vertices")) {
      vertices.add(Vertex.of(job, vertex));
    }
  }

  /** Of a job; which numbers there are is asked once, their values each time. */
  public static JobMetrics of(Job job) {
    return new JobMetrics(job);
  }

  /** How often Flink asks the tasks; sooner than that, numbers are the same. */
  public Duration interval() {
    return Duration.ofMillis(
        Long.parseLong(job.clusterSetting("metrics.fetcher.update-interval").orElse("10000")));
  }

  /**
   * Our counters since the tasks were last started, by name: {@code read}, {@code late}... A
   * question makes Flink ask the tasks, so what it answers a little later is as they are now.
   */
  public Map<String, Long> newCounters() {
    Map<String, Long> old = counters();
    LockSupport.parkNanos(ASKED.toNanos());
    Map<String, Long> counters = counters();
    return counters.isEmpty() ? old : counters;
  }

  private Map<String, Long> counters() {
    Map<String, Long> sums = new TreeMap<>();
    for (Vertex vertex : vertices) {
      List<String> names = vertex.names.stream().filter(name -> name.contains(COUNTER)).toList();
      vertex
          .sums(job, names)
          .forEach(
              (name, sum) ->
                  sums.merge(
                      name.substring(name.indexOf(COUNTER) + COUNTER.length()), sum, Long::sum));
    }
    return sums;
  }

  /** How often the job was started again. */
  public OptionalLong restarts() {
    for (JsonNode metric : job.about("/metrics?get=numRestarts")) {
      return OptionalLong.of(metric.path("value").asLong());
    }
    return OptionalLong.empty();
  }

  /** The task of a source whose watermark is the lowest; empty as long as none has said one. */
  public Optional<SourceWatermark> lowestWatermark() {
    Optional<SourceWatermark> lowest = Optional.empty();
    for (Vertex vertex : vertices.stream().filter(Vertex::isSource).toList()) {
      for (int subtask : vertex.running(job)) {
        OptionalLong watermark = vertex.watermark(job, subtask);
        if (watermark.isPresent()
            && lowest.stream().noneMatch(l -> l.millis() <= watermark.getAsLong())) {
          lowest =
              Optional.of(
                  new SourceWatermark(
                      vertex.sourceName(),
                      subtask,
                      watermark.getAsLong(),
                      vertex.lowestPartition(job, subtask)));
        }
      }
    }
    return lowest;
  }

  /**
   * The watermark that one task of a source has sent.
   *
   * @param source the name of the source
   * @param subtask which of its tasks, from 0
   * @param millis since 1970; {@link Long#MIN_VALUE} before the first
   * @param partition the one of the task whose watermark is the lowest, as metrics name it; empty
   *     before the first reading
   */
  public record SourceWatermark(
      String source, int subtask, long millis, Optional<String> partition) {}

  private record Vertex(String id, String name, List<String> names) {
    private static final String SOURCE = "Source: ";

    static Vertex of(Job job, JsonNode vertex) {
      String id = vertex.path("id").asText();
      List<String> names = new ArrayList<>();
      job.about("/vertices/" + id + "/subtasks/metrics")
          .forEach(metric -> names.add(metric.path("id").asText()));
      return new Vertex(id, vertex.path("name").asText(), names);
    }

    boolean isSource() {
      return name.startsWith(SOURCE);
    }

    String sourceName() {
      return name.substring(SOURCE.length()).split(" -> ", 2)[0];
    }

    /** A task that has nothing to read ends, and holds nothing back. */
    List<Integer> running(Job job) {
      List<Integer> running = new ArrayList<>();
      for (JsonNode task : job.about("/vertices/" + id).path("subtasks")) {
        if (task.path("status").asText().equals("RUNNING")) {
          running.add(task.path("subtask").asInt());
        }
      }
      return running;
    }

    Map<String, Long> sums(Job job, List<String> metrics) {
      Map<String, Long> sums = new TreeMap<>();
      if (!metrics.isEmpty()) {
        String path = "/vertices/" + id + "/subtasks/metrics?agg=sum&get=" + encoded(metrics);
        job.about(path).forEach(m -> sums.put(m.path("id").asText(), m.path("sum").asLong()));
      }
      return sums;
    }

    OptionalLong watermark(Job job, int subtask) {
      return values(
              job,
              subtask,
              name ->
                  name.endsWith(WATERMARK) && name.toLowerCase(Locale.ROOT).startsWith("source__"))
          .values()
          .stream()
          .mapToLong(watermark -> watermark)
          .findFirst();
    }

    Optional<String> lowestPartition(Job job, int subtask) {
      return values(job, subtask, name -> name.contains(PARTITION)).entrySet().stream()
          .min(Map.Entry.comparingByValue())
          .map(Map.Entry::getKey)
          .map(name -> name.substring(name.indexOf(PARTITION) + PARTITION.length() + 1));
    }

    /** The metrics of one task that have such names. */
    private Map<String, Long> values(Job job, int subtask, Predicate<String> wanted) {
      Map<String, Long> values = new TreeMap<>();
      List<String> metrics = names.stream().filter(wanted).toList();
      if (!metrics.isEmpty()) {
        String path = String.format("/vertices/%s/subtasks/%d/metrics?get=", id, subtask);
        job.about(path + encoded(metrics))
            .forEach(m -> values.put(m.path("id").asText(), m.path("value").asLong()));
      }
      return values;
    }

    private static String encoded(List<String> metrics) {
      return URLEncoder.encode(
          metrics.stream().collect(Collectors.joining(",")), StandardCharsets.UTF_8);
    }
  }
}
