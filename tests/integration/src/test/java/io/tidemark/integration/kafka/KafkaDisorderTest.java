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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Partitions of different pace, and one that never has a record. */
public class KafkaDisorderTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void windowsCloseThoughAPartitionIsSilentOnDirect() throws Exception {
    assertWindowsClose("--targetParallelism=2");
  }

  @Test
  public void windowsCloseThoughAPartitionIsSilentOnFlink() throws Exception {
    assertWindowsClose("--runner=flink", "--parallelism=1");
  }

  /** What is written while the run still waits for more was closed by the watermark alone. */
  private void assertWindowsClose(String... runner) throws Exception {
    String input = TOPICS.create(3);
    String output = TOPICS.create(1);
    TOPICS.send(skewed(input));

    CompletableFuture<Run> running =
        CompletableFuture.supplyAsync(() -> average(input, BROKER.address(output), "20s", runner));
    Await.until("closed windows", () -> !TOPICS.read(output).isEmpty());
    assertThat("the run has ended", running.isDone(), equalTo(false));
    running.get().succeeds();

    assertThat(TOPICS.read(output), hasSize(120)); // two keys, an hour of minutes
  }

  /** A fast partition and a slow one, each in order, one after the other; the third has nothing. */
  private static List<ProducerRecord<byte[], byte[]>> skewed(String topic) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < 60 * 50; i++) {
      messages.add(Topics.message(topic, 0, START + i * 1_200L, "fast", "{\"value\":" + i + "}"));
    }
    for (int minute = 0; minute < 60; minute++) {
      messages.add(at(topic, 1, minute));
    }
    return messages;
  }

  private static ProducerRecord<byte[], byte[]> at(String topic, int partition, int minute) {
    return Topics.message(topic, partition, START + minute * 60_000L, "slow", "{\"value\":1}");
  }

  private Run average(String input, String output, String stopWhenIdle, String... more) {
    List<String> options = new ArrayList<>(List.of("average"));
    options.addAll(Arrays.asList(more));
    options.addAll(
        List.of(
            "--input=" + BROKER.address(input),
            "--output=" + output,
            "--key=@key",
            "--value=value",
            "--time=@timestamp",
            "--window=fixed:1m",
            "--maxDelay=1s",
            "--idleTimeout=1s",
            "--stopWhenIdle=" + stopWhenIdle));
    try {
      return Run.line(folder.newFolder().toPath(), options.toArray(new String[0]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
