// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.mqtt.MqttOptions;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.testing.Await;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tasks fail and brokers are killed in mid-run: nothing is lost. On Flink nothing is twice. */
public class MqttFaultsTest {
  private static final int MESSAGES = 10_000;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final Schema LEDGER = Schema.builder().addStringField("ledger").build();
  private static final String WHOLE =
      "ledger\n\"read " + MESSAGES + ", used or late " + MESSAGES + ", rejected 0\"\n";

  private static final Broker BROKER = Broker.get();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aTaskThatFailsLosesNothing() throws Exception {
    BROKER.keepFor("failing", "failing/+");
    BROKER.publish(messages("failing"));
    FaultFn.prepare(1 + random().nextInt(MESSAGES - 1), NEVER);

    Path ledger = run("failing", BROKER.port(), TestRunner.FLINK_STREAMING_1);

    assertThat(FaultFn.FAILURES.get(), equalTo(1));
    assertThat(Files.readString(ledger), equalTo(WHOLE));
  }

  @Test
  public void aRunThatGoesOnFromACheckpointLosesNothing() throws Exception {
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    List<Map.Entry<String, String>> messages = messages("resumed");
    int third = MESSAGES / 3;
    BROKER.keepFor("resumed", "resumed/+");
    BROKER.publish(messages.subList(0, third));
    FaultFn.prepare(third + 1 + random().nextInt(third), NEVER);
    List<String> toFail = checkpoints.optionsToFail();
    CompletableFuture<Path> failing =
        CompletableFuture.supplyAsync(
            () -> run("resumed", BROKER.port(), TestRunner.FLINK_STREAMING_1, toFail));
    Await.until("a third is read", () -> FaultFn.SEEN.get() >= third || failing.isDone());
    checkpoints.await(failing);
    BROKER.publish(messages.subList(third, MESSAGES));
    assertThrows(ExecutionException.class, failing::get);

    Path ledger =
        run("resumed", BROKER.port(), TestRunner.FLINK_STREAMING_1, checkpoints.optionsToGoOn());

    assertThat(FaultFn.FAILURES.get(), equalTo(1));
    assertThat(Files.readString(ledger), equalTo(WHOLE));
  }

  private static Random random() {
    long seed = Seed.of("MqttFaultsTest");
    return new Random(seed);
  }

  @Test
  public void aBrokerThatIsKilledLosesNothingOnDirect() throws Exception {
    assertOutage(TestRunner.DIRECT);
  }

  @Test
  public void aBrokerThatIsKilledLosesNothingOnFlink() throws Exception {
    assertOutage(TestRunner.FLINK_STREAMING_1);
  }

  private void assertOutage(TestRunner runner) throws Exception {
    String name = "outage-" + runner;
    BROKER.keepFor(name, name + "/+");
    BROKER.publish(messages(name));
    FaultFn.prepare(NEVER, MESSAGES / 3);
    String ledger;
    try (Wire wire = Wire.to(BROKER.port())) {
      CompletableFuture<Path> run =
          CompletableFuture.supplyAsync(() -> run(name, wire.port(), runner));
      Await.until(
          "a third is read",
          () -> FaultFn.SEEN.get() >= MESSAGES / 3 || run.isCompletedExceptionally());
      BROKER.kill();
      FaultFn.resume();
      BROKER.start();
      ledger = Files.readString(run.get(3, TimeUnit.MINUTES));
      assertLossesAreTheBrokers(name, wire);
    }
    if (runner == TestRunner.DIRECT) { // what it had acknowledged in vain comes twice
      long read = Long.parseLong(ledger.replaceAll("(?s).*read (\\d+),.*", "$1"));
      assertThat(read, greaterThanOrEqualTo((long) MESSAGES));
    } else {
      assertThat(ledger, equalTo(WHOLE));
    }
  }

  /**
   * What is missing was not sent by the broker after it came back, and never acknowledged by this
   * client. If the broker does not have it either, the broker has lost it, which happens to this
   * one about once in twenty kills: then there is nothing to be seen here.
   */
  private static void assertLossesAreTheBrokers(String name, Wire wire) throws Exception {
    List<String> missing =
        IntStream.range(0, MESSAGES)
            .filter(number -> !FaultFn.NUMBERS.contains((double) number))
            .mapToObj(MqttFaultsTest::body)
            .toList();
    assertThat("acknowledged unread", and(missing, wire.acknowledged()), empty());
    assertThat("sent and unread", and(missing, wire.sent()), empty());
    if (!missing.isEmpty()) {
      Set<String> kept = BROKER.kept(name);
      assertThat("not read, and the broker's still", and(missing, kept), empty());
      assumeTrue("the broker has lost " + missing.size() + " messages", false);
    }
  }

  private static Set<String> and(List<String> some, Set<String> others) {
    Set<String> both = new TreeSet<>(some);
    both.retainAll(others);
    return both;
  }

  private Path run(String name, int port, TestRunner runner) {
    return run(
        name,
        port,
        runner,
        runner == TestRunner.DIRECT
            ? List.of("--targetParallelism=2")
            : List.of("--numberOfExecutionRetries=3", "--shutdownSourcesAfterIdleMs=0"));
  }

  private Path run(String name, int port, TestRunner runner, List<String> more) {
    Path ledger = folder.getRoot().toPath().resolve(UUID.randomUUID() + ".csv");
    List<String> all = new ArrayList<>(more);
    if (runner != TestRunner.DIRECT) {
      all.addAll(
          List.of(
              "--maxBundleSize=100",
              "--finishBundleBeforeCheckpointing=true",
              "--autoWatermarkInterval=5",
              "--checkpointingInterval=50",
              "--executionRetryDelay=10"));
    }
    PipelineOptions options = runner.options(all.toArray(new String[0]));
    options.as(MqttOptions.class).setMqttClient(name);
    Pipeline pipeline = Pipeline.create(options);
    String address = "mqtt://127.0.0.1:" + port + "/" + name + "/+";
    SourceRequest request =
        new SourceRequest(
            "input",
            address,
            RecordFormat.jsonLines(),
            ReadingSchema.ofValues("n").withKey("@topic").withTime("time"),
            WatermarkPolicy.maxDelay(Duration.ofSeconds(5)),
            Optional.of(Duration.ofSeconds(6)),
            options);
    Readings<ReadingBlock> readings =
        pipeline.apply("Source", Connectors.of(address).orElseThrow().source(request).read());
    AveragesResult<Series> averages =
        readings
            .readings()
            .apply("Fault", ParDo.of(new FaultFn()))
            .setCoder(ReadingBlock.coder())
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse("fixed:1m"))
                    .overBlocks(Series.coder()));
    PCollectionList.of(readings.ledger())
        .and(averages.ledger())
        .apply("Ledgers", Flatten.pCollections())
        .apply("Total", Ledgers.total())
        .apply(
            "Row",
            MapElements.into(TypeDescriptors.rows())
                .via((Ledger total) -> Row.withSchema(LEDGER).addValue(text(total)).build()))
        .setRowSchema(LEDGER)
        .apply("Write", RowSink.to(ledger.toString()).withFormat(RowFormat.CSV));
    pipeline.run().waitUntilFinish();
    return ledger;
  }

  private static String text(Ledger total) {
    return String.format(
        "read %s, used or late %s, rejected %s",
        total.read(), total.used() + total.late(), total.rejected());
  }

  /** A message a second. */
  private static List<Map.Entry<String, String>> messages(String prefix) {
    List<Map.Entry<String, String>> messages = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.add(Map.entry(prefix + "/" + i % 3, body(i)));
    }
    return messages;
  }

  private static String body(int number) {
    return String.format(
        "{\"time\":\"%s\",\"n\":%s}", Instant.ofEpochSecond(1_767_225_600L + number), number);
  }

  /** Passes readings on; fails once after so many, or waits after so many for a sign. */
  private static final class FaultFn extends DoFn<ReadingBlock, ReadingBlock> {
    private static final AtomicInteger SEEN = new AtomicInteger();
    private static final Set<Double> NUMBERS = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static volatile int failAt;
    private static volatile int waitAt;
    private static volatile CountDownLatch sign;

    static void prepare(int fail, int wait) {
      SEEN.set(0);
      NUMBERS.clear();
      FAILURES.set(0);
      failAt = fail;
      waitAt = wait;
      sign = new CountDownLatch(1);
    }

    static void resume() {
      sign.countDown();
    }

    @ProcessElement
    public void pass(@Element ReadingBlock block, OutputReceiver<ReadingBlock> out)
        throws InterruptedException {
      IntStream.range(0, block.size()).mapToObj(block::value).forEach(NUMBERS::add);
      int seen = SEEN.addAndGet(block.size());
      if (seen >= failAt && FAILURES.compareAndSet(0, 1)) {
        throw new IllegalStateException("fails once, on purpose");
      }
      if (seen >= waitAt && !sign.await(2, TimeUnit.MINUTES)) {
        throw new IllegalStateException("no sign came");
      }
      out.output(block);
    }
  }
}
