// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;

import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Rows that are too large for a topic, or for the producer, are refused, and the others written.
 */
public class KafkaLargeRowsTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  /** Small enough that rows which fit do not fit together. */
  private static final Map<String, String> SMALL = Map.of("max.message.bytes", "1200");

  private static final long TIME = 1_767_225_600_000L;
  private static final int FITTING = 60;
  private static final String LONG = "long".repeat(400);
  private static final List<String> IN_TRANSACTIONS =
      List.of(
          "--runner=flink",
          "--parallelism=2",
          "--checkpointingInterval=200",
          "--numberOfExecutionRetries=3", // lest it tries for ever
          "--executionRetryDelay=100",
          "--exactlyOnce");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aTopicRefusesOne() throws IOException {
    assertRefused(
        TOPICS.create(2, SMALL),
        "The request included a message larger than the max message size the server will accept.",
        List.of());
  }

  @Test
  public void aTopicWouldRefuseOneInATransaction() throws IOException {
    assertRefused(TOPICS.create(2, SMALL), " bytes, max.message.bytes is 1,200", IN_TRANSACTIONS);
  }

  @Test
  public void aProducerWouldRefuseOneInATransaction() throws IOException {
    List<String> options = new ArrayList<>(IN_TRANSACTIONS);
    options.add("--kafkaConfig=" + ClientConfig.of(folder, "max.request.size=1300"));
    assertRefused(TOPICS.create(2), " bytes, max.request.size is 1,300", options);
  }

  @Test
  public void whoDoesNotKeepThemIsTold() throws IOException {
    run(TOPICS.create(2, SMALL), List.of())
        .fails(
            0,
            "tidemark: outputs refused 1 rows, which are lost: --rejectedOutput=FILE keeps them");
  }

  private void assertRefused(String topic, String reason, List<String> options) throws IOException {
    Path rejected = folder.newFolder().toPath().resolve("rejected.jsonl");
    List<String> all = new ArrayList<>(options);
    all.add("--rejectedOutput=" + rejected);
    run(topic, all).succeeds();

    assertThat(TOPICS.read(topic), hasSize(FITTING));
    assertThat(
        Files.readAllLines(rejected),
        contains(
            allOf(
                containsString("{\"source\":\"" + topic + "\""),
                containsString(reason),
                containsString(LONG))));
  }

  private Run run(String output, List<String> options) throws IOException {
    String input = TOPICS.create(1);
    TOPICS.send(
        IntStream.rangeClosed(0, FITTING)
            .mapToObj(i -> message(input, i == FITTING / 2 ? LONG : "s" + i))
            .toList());
    List<String> all =
        new ArrayList<>(
            List.of(
                "average",
                "--input=" + BROKER.address(input),
                "--key=@key",
                "--value=v",
                "--time=@timestamp",
                "--window=fixed:1h",
                "--stopWhenIdle=2s",
                "--output=" + BROKER.address(output)));
    all.addAll(options);
    return Run.line(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  private static ProducerRecord<byte[], byte[]> message(String topic, String key) {
    return Topics.message(topic, 0, TIME, key, "{\"v\":1}");
  }
}
