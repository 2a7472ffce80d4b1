// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.kafka.KafkaConnector;
import io.tidemark.io.kafka.KafkaOptions;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.testing.Await;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
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
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    FailingFn.start(places(1));
    CompletableFuture<Void> failing =
        run(input, output, true, TestRunner.FLINK_STREAMING_1, checkpoints.optionsToFail());
    fill(input, failing);
    assertThrows(ExecutionException.class, failing::get);

    run(input, output, true, TestRunner.FLINK_STREAMING_4, checkpoints.optionsToGoOn()).get();

    assertThat(rows(output), equalTo(undisturbed()));
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
    String given = System.getProperty("seed", "");
    long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
    System.out.println("KafkaUnderFailureTest -Dseed=" + seed);
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
    PipelineOptions options = runner.options(all.toArray(new String[0]));
    options.as(KafkaOptions.class).setExactlyOnce(exactlyOnce);
    Pipeline pipeline = Pipeline.create(options);
    Readings<ReadingBlock> readings =
        pipeline.apply("Source", new KafkaConnector().source(request(input, options)).read());
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
                        BROKER.address(output),
                        "--output",
                        Optional.empty(),
                        List.of("key", "window"),
                        Optional.empty(),
                        options)));
    pipeline.run().waitUntilFinish();
  }

  private static SourceRequest request(String topic, PipelineOptions options) {
    return new SourceRequest(
        BROKER.address(topic),
        RecordFormat.byFileName(),
        ReadingSchema.ofValues("value").withKey("@key").withTime("@timestamp"),
        WatermarkPolicy.maxDelay(Duration.ofMillis(100)),
        Optional.of(Duration.ofSeconds(3)),
        options);
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
