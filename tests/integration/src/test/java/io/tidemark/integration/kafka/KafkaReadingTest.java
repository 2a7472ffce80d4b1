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
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What of a topic is read, and what of a record. */
public class KafkaReadingTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void keyAndTimestampOfARecordAreAttributes() throws IOException {
    String topic = TOPICS.create(2);
    TOPICS.send(
        List.of(
            Topics.message(topic, 0, NOON, "blue", "{\"value\":1}"),
            Topics.message(topic, 0, NOON + 1, "blue", "{\"value\":2}"),
            Topics.message(topic, 1, NOON + 2, "green", "{\"value\":5}")));

    Run run = read(topic, "--key=@key", "--time=@timestamp").succeeds();

    assertThat(
        run.rows(),
        equalTo(
            List.of(
                "blue,value,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,ON_TIME,0,3.0",
                "green,value,2026-01-01T12:00:00Z,2026-01-01T13:00:00Z,ON_TIME,0,5.0")));
  }

  @Test
  public void whatIsBrokenIsRejectedWithItsPlace() throws IOException {
    String topic = TOPICS.create(2);
    TOPICS.send(
        List.of(
            Topics.message(topic, 1, NOON, "blue", "{\"value\":1}"),
            Topics.message(topic, 1, NOON, "blue", "{\"value\":"),
            Topics.message(topic, 1, NOON, "blue", "{\"value\":\"much\"}"),
            Topics.message(topic, 1, NOON, null, "{\"value\":1}"),
            Topics.message(topic, 0, NOON, "blue", null),
            new ProducerRecord<>(
                topic, 0, NOON, Topics.bytes("blue"), new byte[] {(byte) 0xFF, 0x00})));

    Run run = read(topic, "--key=@key", "--time=@timestamp").succeeds();

    assertThat(run.ledger(), equalTo(List.of(6L, 1L, 0L, 0L, 5L)));
    List<String> places =
        run.rejected().stream()
            .map(line -> line.replaceFirst(".*\"source\":\"([^\"]*)\".*", "$1"))
            .sorted()
            .toList();
    assertThat(
        places,
        equalTo(
            List.of(
                topic + "/0@0", topic + "/0@1", topic + "/1@1", topic + "/1@2", topic + "/1@3")));
  }

  @Test
  public void aTimeIsAPlaceToStart() throws IOException {
    String topic = TOPICS.create(2);
    TOPICS.send(hours(topic, 10));

    Run run =
        read(topic, "--key=@key", "--time=@timestamp", "--kafkaStart=2026-01-01T18:30:00Z")
            .succeeds();

    assertThat(run.rows(), hasSize(3)); // 19, 20 and 21 o'clock
  }

  @Test
  public void aGroupGoesOnWhereItLeftOff() throws IOException {
    String topic = TOPICS.create(2);
    Path config = ClientConfig.of(folder, "group.id=group-of-" + topic);
    TOPICS.send(hours(topic, 10));
    Run first =
        read(topic, "--key=@key", "--time=@timestamp", "--kafkaConfig=" + config).succeeds();
    assertThat(TOPICS.committed("group-of-" + topic), equalTo(Map.of(0, 5L, 1, 5L)));

    TOPICS.send(hours(topic, 3));
    Run second =
        read(topic, "--key=@key", "--time=@timestamp", "--kafkaConfig=" + config).succeeds();
    Run all =
        read(
                topic,
                "--key=@key",
                "--time=@timestamp",
                "--maxDelay=1d",
                "--kafkaConfig=" + config,
                "--kafkaStart=earliest")
            .succeeds();

    assertThat(first.ledger().get(0), equalTo(10L));
    assertThat(second.ledger().get(0), equalTo(3L));
    assertThat(all.ledger().get(0), equalTo(13L));
  }

  @Test
  public void aPartitionThatIsNewIsReadFromItsStart() throws IOException {
    String topic = TOPICS.create(1);
    String group = "group-of-" + topic;
    Path config = ClientConfig.of(folder, "group.id=" + group, "metadata.max.age.ms=200");
    ProducerRecord<byte[], byte[]> first = Topics.message(topic, 0, NOON, "blue", "{\"value\":1}");
    AtomicLong sent = new AtomicLong();

    CompletableFuture<Run> running =
        CompletableFuture.supplyAsync(
            () ->
                read(
                    topic,
                    "--key=@key",
                    "--time=@timestamp",
                    "--stopWhenIdle=10s",
                    "--kafkaConfig=" + config));
    // The Direct runner calls a checkpoint final only when more has come.
    Await.until(
        "a first record",
        () -> {
          TOPICS.send(List.of(first));
          sent.incrementAndGet();
          return !TOPICS.committed(group).isEmpty();
        });
    TOPICS.grow(topic, 3);
    TOPICS.send(
        List.of(
            Topics.message(topic, 1, NOON, "green", "{\"value\":2}"),
            Topics.message(topic, 2, NOON, "red", "{\"value\":3}")));

    Run run = running.join().succeeds();
    long read = sent.get() + 2;
    assertThat("read", run.ledger(), equalTo(List.of(read, read, 0L, 0L, 0L)));
    assertThat(run.rows(), hasSize(3));
  }

  /** A record an hour from noon on, by turns in two partitions. */
  private static List<ProducerRecord<byte[], byte[]>> hours(String topic, int count) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int hour = 0; hour < count; hour++) {
      messages.add(
          Topics.message(topic, hour % 2, NOON + hour * 3_600_000L, "blue", "{\"value\":1}"));
    }
    return messages;
  }

  private Run read(String topic, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + BROKER.address(topic),
                "--value=value",
                "--window=fixed:1h",
                "--statistics=sum"));
    options.addAll(Arrays.asList(more));
    if (options.stream().noneMatch(option -> option.startsWith("--stopWhenIdle"))) {
      options.add("--stopWhenIdle=2s");
    }
    try {
      return Run.average(folder.newFolder().toPath(), options.toArray(new String[0]));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
