// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.kafka.KafkaConnector;
import io.tidemark.io.kafka.KafkaOptions;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.testing.Await;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A task fails between reading and writing, at places chosen by a seed; Flink goes on from a
 * checkpoint, and the topic has what it has without a failure: each row at least once, or once.
 */
public class KafkaUnderFailureTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int MINUTES = 60;
  private static final int PER_MINUTE = 20;

  /** One in so many is sent twice, as a producer may. */
  private static final int TWICE = 7;

  private static final int MESSAGES =
      MINUTES * PER_MINUTE + (MINUTES * PER_MINUTE + TWICE - 1) / TWICE;
  private static final Schema ROWS =
      Schema.builder().addStringField("key").addStringField("window").addStringField("sum").build();

  private static List<String> undisturbed;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void eachRowIsWrittenAtLeastOnce() throws Exception {
    String topic = run(places(2), false);

    assertThat(TOPICS.compacted(topic).values().stream().sorted().toList(), equalTo(undisturbed()));
  }

  @Test
  public void eachRowIsWrittenOnceInTransactions() throws Exception {
    assertThat(rows(run(places(2), true)), equalTo(undisturbed()));
  }

  @Test
  public void eachRowIsWrittenOnceWhenARunGoesOnWithAnotherParallelism() throws Exception {
    String input = TOPICS.create(3);
    String output = TOPICS.create(2);
    Path kept = folder.newFolder().toPath();
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(kept);
    FailingFn.start(places(1));
    List<String> toFail = new ArrayList<>(checkpoints.optionsToFail());
    toFail.add("--kafkaConfig=" + ClientConfig.user(folder, Broker.PASSWORD));
    CompletableFuture<Void> failing =
        run(input, output, true, TestRunner.FLINK_STREAMING_1, toFail);
    fill(input, failing);
    assertThrows(ExecutionException.class, failing::get);

    assertThat(filesWith(input, kept), not(empty()));
    assertThat(filesWith(Broker.PASSWORD, kept), empty());
    refusesAnotherTopic(input, checkpoints);
    run(input, output, true, TestRunner.FLINK_STREAMING_4, checkpoints.optionsToGoOn()).get();

    assertThat(rows(output), equalTo(undisturbed()));
  }

  private void refusesAnotherTopic(String input, RetainedCheckpoints checkpoints) throws Exception {
    String other = TOPICS.create(3);
    List<String> options = new ArrayList<>(checkpoints.optionsToGoOn());
    options.add("--numberOfExecutionRetries=0");
    Throwable refused =
        assertThrows(
            ExecutionException.class,
            () -> run(other, TOPICS.create(2), true, TestRunner.FLINK_STREAMING_1, options).get());
    while (refused.getCause() != null) {
      refused = refused.getCause();
    }
    assertThat(
        refused.getMessage(),
        equalTo(
            String.format(
                "--input: the run that is resumed reads %s, not %s",
                "kafka://" + BROKER.secureServer() + "/" + input, BROKER.address(other))));
  }

  private static List<Path> filesWith(String text, Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(file -> has(file, text)).toList();
    }
  }

  private static boolean has(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The rows of a run in which nothing fails. */
  private static synchronized List<String> undisturbed() throws Exception {
    if (undisturbed == null) {
      undisturbed = rows(run(List.of(), false));
      assertThat(undisturbed, hasSize(3 * MINUTES));
    }
    return undisturbed;
  }

  private static List<Integer> places(int count) {
    long seed = Seed.of("KafkaUnderFailureTest");
    Random random = new Random(seed);
    int all = MINUTES * PER_MINUTE;
    return random.ints(all / 4, all).distinct().limit(count).sorted().boxed().toList();
  }

  private static List<String> rows(String topic) {
    return TOPICS.read(topic).stream().map(each -> Topics.text(each.value())).sorted().toList();
  }

  /** Runs over a topic that is filled as it is read, and returns the topic of the rows. */
  private static String run(List<Integer> failAt, boolean exactlyOnce) throws Exception {
    String input = TOPICS.create(3);
    String output = TOPICS.create(2);
    FailingFn.start(failAt);
    CompletableFuture<Void> running =
        run(
            input,
            output,
            exactlyOnce,
            TestRunner.FLINK_STREAMING_1,
            List.of("--numberOfExecutionRetries=5", "--shutdownSourcesAfterIdleMs=0"));
    fill(input, running);
    running.get();
    assertThat(FailingFn.failures(), equalTo(failAt.size()));
    if (!failAt.isEmpty()) {
      assertThat(FailingFn.seen(), greaterThan(MESSAGES));
    }
    return output;
  }

  private static CompletableFuture<Void> run(
      String input, String output, boolean exactlyOnce, TestRunner runner, List<String> options) {
    return CompletableFuture.runAsync(() -> pipeline(input, output, exactlyOnce, runner, options));
  }

  /** Sends all there is, minute by minute, as it is read; to a run that has ended, at once. */
  private static void fill(String topic, CompletableFuture<Void> running) {
    for (int minute = 0; minute < MINUTES; minute++) {
      TOPICS.send(minute(topic, minute));
      int sent = (minute + 1) * PER_MINUTE;
      Await.until(sent + " readings", () -> running.isDone() || FailingFn.furthest() >= sent);
    }
  }

  private static List<ProducerRecord<byte[], byte[]>> minute(String topic, int minute) {
    List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    for (int i = 0; i < PER_MINUTE; i++) {
      int number = minute * PER_MINUTE + i;
      ProducerRecord<byte[], byte[]> message =
          Topics.message(
              topic,
              i % 3,
              START + minute * 60_000L + i,
              "s" + i % 3,
              String.format("{\"value\":%s}", number));
      messages.add(message);
      if (number % TWICE == 0) {
        messages.add(message);
      }
    }
    return messages;
  }

  private static void pipeline(
      String input, String output, boolean exactlyOnce, TestRunner runner, List<String> more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--maxBundleSize=10",
                "--finishBundleBeforeCheckpointing=true",
                "--autoWatermarkInterval=5",
                "--checkpointingInterval=100",
                "--executionRetryDelay=10"));
    all.addAll(more);
    PipelineOptionsFactory.register(KafkaOptions.class);
    PipelineOptions options = runner.options(all.toArray(new String[0]));
    options.as(KafkaOptions.class).setExactlyOnce(exactlyOnce);
    Pipeline pipeline = Pipeline.create(options);
    Readings<ReadingBlock> readings = pipeline.apply("Source", source(input, options).read());
    AveragesResult<Series> averages =
        readings
            .readings()
            .apply("Fail", ParDo.of(new FailingFn()))
            .setCoder(ReadingBlock.coder())
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse("fixed:1m"))
                    .overBlocks(Series.coder()));
    averages
        .results()
        .apply(
            "Rows",
            MapElements.into(TypeDescriptors.rows())
                .via((KV<Series, WindowResult> result) -> row(result)))
        .setRowSchema(ROWS)
        .apply(
            "Sink",
            new KafkaConnector()
                .sink(
                    new SinkRequest(
                        address(output, options),
                        "--output",
                        Optional.empty(),
                        List.of("key", "window"),
                        Optional.empty(),
                        options)));
    pipeline.run().waitUntilFinish();
  }

  private static Source source(String topic, PipelineOptions options) {
    return new KafkaConnector()
        .source(request(topic, options))
        .withIdentity(new SourceIdentity("input", "--window=fixed:1m"));
  }

  private static SourceRequest request(String topic, PipelineOptions options) {
    return new SourceRequest(
        "input",
        address(topic, options),
        RecordFormat.byFileName(),
        ReadingSchema.ofValues("value").withKey("@key").withTime("@timestamp"),
        WatermarkPolicy.maxDelay(Duration.ofMillis(100)),
        Optional.of(Duration.ofSeconds(3)),
        options);
  }

  /** By the listener that asks for a password, if there is one to tell. */
  private static String address(String topic, PipelineOptions options) {
    return options.as(KafkaOptions.class).getKafkaConfig() == null
        ? BROKER.address(topic)
        : "kafka://" + BROKER.secureServer() + "/" + topic;
  }

  private static Row row(KV<Series, WindowResult> result) {
    return Row.withSchema(ROWS)
        .addValues(
            result.getKey().key(),
            result.getValue().window().orElseThrow().toString(),
            result.getValue().summary().toString())
        .build();
  }
}
