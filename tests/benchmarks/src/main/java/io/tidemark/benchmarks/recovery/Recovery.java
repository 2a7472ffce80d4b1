// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Sample;
import io.tidemark.testing.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A job whose TaskManagers are killed one after the other.
 *
 * <p>Behind it are the readings that are in the topic and in no checkpoint: offsets are committed
 * when one is final. It has caught up when as few are behind as there were at most before the kill.
 */
final class Recovery {
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int CHECKPOINTS_BETWEEN = 3;

  private final DevCluster cluster;
  private final Topics topics;
  private final String group;
  private final String job;
  private final Feed feed;
  private final Duration timeout;

  Recovery(
      DevCluster cluster, Topics topics, String group, String job, Feed feed, Duration timeout) {
    this.cluster = cluster;
    this.topics = topics;
    this.group = group;
    this.job = job;
    this.feed = feed;
    this.timeout = timeout;
  }

  /** All that was sent before now is in a checkpoint. */
  void awaitAll() {
    long all = feed.sent();
    await("all readings are in a checkpoint", () -> feed.sent() - behind() >= all);
  }

  /** Kills one, starts another, and returns after how many seconds the job has caught up. */
  double kill(int taskManager) {
    long usual = mostBehind();
    long begin = System.nanoTime();
    cluster.killTaskManager(taskManager);
    cluster.restart();
    await("it has fallen behind", () -> behind() > usual);
    await("it has caught up", () -> behind() <= usual);
    return (System.nanoTime() - begin) / 1e9;
  }

  /** What checkpoints took, over some of them in which nothing happened. */
  Checkpoints checkpoints() {
    Checkpoints checkpoints = new Checkpoints(new Sample(), new Sample(), new Sample());
    for (int i = 0; i < CHECKPOINTS_BETWEEN; i++) {
      JsonNode last = nextCheckpoint();
      checkpoints.bytes().add(last.path("state_size").asDouble());
      checkpoints.written().add(last.path("checkpointed_size").asDouble());
      checkpoints.millis().add(last.path("end_to_end_duration").asDouble());
    }
    return checkpoints;
  }

  /**
   * Measurements of some checkpoints.
   *
   * @param bytes of all state
   * @param written of these, those that were new
   * @param millis from its trigger to its end
   */
  record Checkpoints(Sample bytes, Sample written, Sample millis) {}

  private long mostBehind() {
    long most = 0;
    for (int i = 0; i < CHECKPOINTS_BETWEEN; i++) {
      long id = lastCheckpoint().path("id").asLong();
      long deadline = System.nanoTime() + timeout.toNanos();
      while (lastCheckpoint().path("id").asLong() == id && System.nanoTime() < deadline) {
        most = Math.max(most, behind());
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    return most;
  }

  private JsonNode nextCheckpoint() {
    long id = lastCheckpoint().path("id").asLong();
    await("a checkpoint", () -> lastCheckpoint().path("id").asLong() > id);
    return lastCheckpoint();
  }

  private JsonNode lastCheckpoint() {
    return cluster.ask("jobs/" + job + "/checkpoints").path("latest").path("completed");
  }

  private long behind() {
    return feed.sent() - topics.committed(group).values().stream().mapToLong(o -> o).sum();
  }

  private void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new FailedRun("waited in vain until " + what, List.of());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
