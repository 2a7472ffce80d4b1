// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/** A job of a cluster. What can change is asked anew each time. */
public final class Job {
  private static final Set<String> ENDED = Set.of("FINISHED", "CANCELED", "FAILED", "SUSPENDED");
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration MOST_OF_A_SAVEPOINT = Duration.ofMinutes(10);

  private final FlinkRest cluster;
  private final String id;
  private final String name;
  private final Instant started;

  Job(FlinkRest cluster, String id, String name, Instant started) {
    this.cluster = cluster;
    this.id = id;
    this.name = name;
    this.started = started;
  }

  /** 32 hexadecimal digits. */
  public String id() {
    return id;
  }

  /** What it was called when it was submitted. */
  public String name() {
    return name;
  }

  /** Where a browser shows it. */
  public String page() {
    return cluster.page("#/job/" + id);
  }

  /** As Flink says: {@code RUNNING}, {@code RESTARTING}, {@code FINISHED}... */
  public String state() {
    return about("").path("state").asText();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return !ENDED.contains(state());
  }

  /** When it was submitted. */
  public Instant started() {
    return started;
  }

  /** Whether each of its tasks runs, or has done all it had to. */
  public boolean isRunning() {
    JsonNode job = about("");
    JsonNode tasks = job.path("status-counts");
    int total = 0;
    for (JsonNode count : tasks) {
      total += count.asInt();
    }
    return job.path("state").asText().equals("RUNNING")
        && total > 0
        && tasks.path("RUNNING").asInt() + tasks.path("FINISHED").asInt() == total;
  }

  /** The options it was submitted with, as text, defaults among them. */
  public Map<String, String> options() {
    Map<String, String> options = new TreeMap<>();
    about("/config")
        .path("execution-config")
        .path("user-config")
        .fields()
        .forEachRemaining(option -> options.put(option.getKey(), option.getValue().asText()));
    return options;
  }

  /** What Flink answers to a question about it, such as {@code /checkpoints}. */
  public JsonNode about(String what) {
    return cluster.get("jobs/" + id + what);
  }

  /** A setting of its cluster, see {@link FlinkRest#setting}. */
  Optional<String> clusterSetting(String key) {
    return cluster.setting(key);
  }

  /** Why it failed last, as a stack trace; empty if it never did. */
  public Optional<String> failure() {
    JsonNode trace = about("/exceptions").path("root-exception");
    return trace.isTextual() ? Optional.of(trace.asText()) : Optional.empty();
  }

  /**
   * Takes a savepoint, and goes on.
   *
   * @param folder where to; empty for the cluster's own place
   * @return where it is
   */
  public String savepoint(Optional<String> folder) {
    return awaitSavepoint(
        cluster.post(
            "jobs/" + id + "/savepoints",
            request("target-directory", folder, Map.of("cancel-job", false))));
  }

  /**
   * Takes a savepoint and ends; windows that are open stay open in it.
   *
   * @param folder where to; empty for the cluster's own place
   * @return where it is
   */
  public String stop(Optional<String> folder) {
    String savepoint =
        awaitSavepoint(
            cluster.post(
                "jobs/" + id + "/stop",
                request("targetDirectory", folder, Map.of("drain", false))));
    awaitEnd();
    return savepoint;
  }

  /** Ends it at once; its last checkpoint stays if it was submitted so. */
  public void cancel() {
    cluster.patch("jobs/" + id + "?mode=cancel");
    awaitEnd();
  }

  /** What Flink tells of a job may be some seconds old. */
  private void awaitEnd() {
    while (isAlive()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static Map<String, Object> request(
      String name, Optional<String> folder, Map<String, ?> rest) {
    Map<String, Object> request = new TreeMap<>(rest);
    folder.ifPresent(path -> request.put(name, path));
    return request;
  }

  private String awaitSavepoint(JsonNode trigger) {
    String path = "jobs/" + id + "/savepoints/" + trigger.path("request-id").asText();
    Instant deadline = Instant.now().plus(MOST_OF_A_SAVEPOINT);
    while (Instant.now().isBefore(deadline)) {
      JsonNode savepoint = cluster.get(path);
      if (savepoint.path("status").path("id").asText().equals("COMPLETED")) {
        return place(savepoint.path("operation"));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new ClusterException(
        String.format("job %s: no savepoint after %s", id, MOST_OF_A_SAVEPOINT));
  }

  private String place(JsonNode operation) {
    if (operation.has("location")) {
      return operation.path("location").asText();
    }
    String trace = operation.path("failure-cause").path("stack-trace").asText();
    throw new ClusterException(
        String.format("job %s: no savepoint: %s", id, Causes.innermost(trace)));
  }
}
