// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The broker is killed in mid-run and comes back: the run waits, also beyond the time after which
 * it ends in silence, and its result is that of an undisturbed one.
 */
public class KafkaBrokerKilledTest {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Broker broker = Broker.start();
  private final Topics topics = Topics.of(broker);

  @After
  public void stop() {
    broker.kill();
  }

  @Test
  public void aRunOnDirectGoesOnWhenTheBrokerIsBack() throws Exception {
    assertGoesOn();
  }

  @Test
  public void aRunOnFlinkGoesOnWhenTheBrokerIsBack() throws Exception {
    assertGoesOn("--runner=flink", "--parallelism=1", "--checkpointingInterval=200");
  }

  @Test
  public void aTopicHasEachRowOnceWhenTheBrokerIsBack() throws Exception {
    String input = topics.create(2);
    String output = topics.create(2);
    topics.send(minutes(input, 0, 10));
    CompletableFuture<Run> running = CompletableFuture.supplyAsync(() -> average(input, output));
    Await.until("the first rows", () -> !topics.read(output).isEmpty());

    broker.kill();
    broker.restart();
    topics.send(minutes(input, 10, 20));
    running.get().succeeds();
    String undisturbed = topics.create(2);
    average(input, undisturbed).succeeds();

    assertThat(rows(output), hasSize(20));
    assertThat(rows(output), equalTo(rows(undisturbed)));
  }

  private List<String> rows(String topic) {
    return topics.read(topic).stream().map(each -> Topics.text(each.value())).sorted().toList();
  }

  private Run average(String input, String output) {
    List<String> options = new ArrayList<>(List.of("average"));
    options.addAll(options(input));
    options.addAll(
        List.of(
            // On a slow machine the broker is back some seconds before the second half is there.
            "--idleTimeout=1m",
            "--stopWhenIdle=15s",
            "--runner=flink",
            "--parallelism=1",
            "--checkpointingInterval=200",
            "--exactlyOnce",
            "--output=" + broker.address(output)));
    return Run.line(folder.getRoot().toPath(), options.toArray(new String[0]));
  }

  private void assertGoesOn(String... runner) throws Exception {
    String topic = topics.create(2);
    String group = "group-of-" + topic;
    Path config = ClientConfig.of(folder, "group.id=" + group, "reconnect.backoff.max.ms=200");
    topics.send(minutes(topic, 0, 10));
    CompletableFuture<Run> running =
        CompletableFuture.supplyAsync(() -> average(topic, config, runner));
    // The Direct runner calls a checkpoint final only when more has come.
    AtomicInteger more = new AtomicInteger();
    Await.until(
        "the first half",
        () -> {
          topics.send(List.of(minute(topic, 0, 99), minute(topic, 1, 99)));
          more.addAndGet(2);
          return topics.committed(group).size() == 2;
        });

    broker.kill();
    long down = System.nanoTime();
    // Longer than --stopWhenIdle, which is what the test is about.
    Await.until("a long absence", () -> System.nanoTime() - down > 6_000_000_000L);
    broker.restart();
    topics.send(minutes(topic, 10, 20));
    Run run = running.get().succeeds();
    Run undisturbed = average(topic, ClientConfig.of(folder, "client.id=again"), runner).succeeds();

    long read = 200L + more.get();
    assertThat(run.ledger(), equalTo(List.of(read, read, 0L, 0L, 0L)));
    assertThat(run.rows(), hasSize(20));
    assertThat(run.rows(), equalTo(undisturbed.rows()));
  }

  private static List<ProducerRecord<byte[], byte[]>> minutes(String topic, int from, int to) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = from * 10; i < to * 10; i++) {
      messages.add(minute(topic, i % 2, i));
    }
    return messages;
  }

  private static ProducerRecord<byte[], byte[]> minute(String topic, int partition, int i) {
    return Topics.message(topic, partition, START + i * 6_000L, "blue", "{\"value\":" + i + "}");
  }

  private Run average(String topic, Path config, String... more) {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.addAll(options(topic));
    options.addAll(List.of("--idleTimeout=3s", "--stopWhenIdle=4s"));
    options.add("--kafkaConfig=" + config);
    try {
      return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> options(String topic) {
    return List.of(
        "--input=" + broker.address(topic),
        "--key=@key",
        "--value=value",
        "--time=@timestamp",
        "--window=fixed:1m",
        "--maxDelay=1m");
  }
}
