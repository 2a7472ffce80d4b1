// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.SessionWindowing;
import io.tidemark.transforms.windowing.Windowing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Test;

/**
 * The fast plan and the reference, side by side on random streams: the same results in the same
 * revisions, the same late readings with the same watermarks, the same ledger, all to the bit.
 */
public class PlansAgreeTest {
  private static final long HOUR = 3_600_000;
  private static final List<String> WINDOWS =
      List.of(
          "fixed:1h",
          "fixed:7m",
          "sliding:1h/10m",
          "sliding:1h/25m",
          "sliding:90m/1h",
          "calendar:day",
          "session:20m",
          "session:90m",
          "count:5",
          "count:7/2",
          "global");

  private static final List<String> STATISTICS =
      List.of(
          "count,sum,mean,min,max,variance,stddev,first,last",
          "count,median,p99.9,distinct,delta,delta(counter),rate,rate(counter),ewma(10m)");

  @Test
  public void onTheDirectRunner() {
    agree(TestRunner.DIRECT, 24, false);
  }

  @Test
  public void onFlink() {
    agree(TestRunner.FLINK_TEST_STREAM, 10, false);
  }

  /** Some of their readings are folded before they are shuffled. */
  @Test
  public void overBlocksOnTheDirectRunner() {
    agree(TestRunner.DIRECT, 16, true);
  }

  @Test
  public void overBlocksOnFlink() {
    agree(TestRunner.FLINK_TEST_STREAM, 10, true);
  }

  private static void agree(TestRunner runner, int usualCases, boolean inBlocks) {
    for (int i = Math.min(1000, Seed.cases(usualCases)); i > 0; i--) {
      new Case(runner, Seed.of("PlansAgreeTest " + runner), inBlocks).agrees();
    }
  }

  /** One random stream through both plans. */
  private static final class Case {
    private final TestRunner runner;
    private final long seed;
    private final boolean inBlocks;
    private final Random random;
    private final Windowing windowing;
    private final Firing firing;
    private final Statistics statistics;

    Case(TestRunner runner, long seed, boolean inBlocks) {
      this.runner = runner;
      this.seed = seed;
      this.inBlocks = inBlocks;
      this.random = new Random(seed);
      this.windowing = Windowing.parse(oneOf(WINDOWS));
      this.firing = firing();
      this.statistics = Statistics.parse(oneOf(STATISTICS));
    }

    private Firing firing() {
      Firing some =
          Firing.onTime()
              .withAccumulation(oneOf(List.of(Accumulation.values())))
              .withAllowedLateness(Duration.ofMinutes(oneOf(List.of(0, 0, 20, 90))));
      if (!runner.advancesProcessingTime()) {
        return some;
      }
      // No wait below is a sum of the steps of processing time, so nothing is due just then.
      if (windowing instanceof SessionWindowing || windowing instanceof CountWindowing) {
        return some; // of sessions others are computed by the reference; count windows know no
        // others
      }
      return some.withEarly(Duration.ofSeconds(oneOf(List.of(0, 0, 31, 95))))
          .withLate(oneOf(List.of(LateFiring.EACH, LateFiring.parse("41s"))));
    }

    void agrees() {
      Pipeline pipeline = Pipeline.create(runner.options());
      if (inBlocks) {
        PCollection<ReadingBlock> blocks =
            pipeline.apply("Stream", stream(ReadingBlock.coder(), this::block));
        for (Plan plan : Plan.values()) {
          remember(
              plan,
              blocks.apply("Averages" + plan, averages(plan).overBlocks(StringUtf8Coder.of())));
        }
      } else {
        PCollection<KV<String, Double>> readings =
            pipeline.apply(
                "Stream",
                stream(KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of()), this::readings));
        for (Plan plan : Plan.values()) {
          remember(plan, readings.apply("Averages" + plan, averages(plan)));
        }
      }
      pipeline.run().waitUntilFinish();

      String what = String.format("%s %s -Dseed=%s", windowing, firing, seed);
      List<String> expected = RememberFn.forget(name(Plan.REFERENCE));
      assertThat(what, expected, not(empty()));
      assertThat(what, RememberFn.forget(name(Plan.AUTO)), equalTo(expected));
    }

    private Averages.PerKey<String> averages(Plan plan) {
      return Averages.<String>perKey()
          .withWindowing(windowing)
          .withFiring(firing)
          .withStatistics(statistics)
          .withShards(4)
          .withPlan(plan);
    }

    private void remember(Plan plan, AveragesResult<String> averages) {
      averages.results().apply("Results" + plan, ParDo.of(new RememberFn<>(name(plan))));
      averages.late().apply("Late" + plan, ParDo.of(new RememberFn<>(name(plan))));
      averages
          .ledger()
          .apply("Total" + plan, Ledgers.total())
          .apply("Ledger" + plan, ParDo.of(new RememberFn<>(name(plan))));
    }

    private String name(Plan plan) {
      return plan + " " + runner + " " + seed;
    }

    private <T> TestStream<T> stream(Coder<T> coder, Readings<T> readings) {
      TestStream.Builder<T> stream = TestStream.create(coder);
      boolean ordinary = random.nextBoolean();
      long watermark = -5 * HOUR + random.nextInt((int) HOUR);
      stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
      for (int i = 0; i < 50; i++) {
        switch (random.nextInt(runner.advancesProcessingTime() ? 4 : 3)) {
          case 0 -> {
            watermark += step();
            stream = stream.advanceWatermarkTo(Instant.ofEpochMilli(watermark));
          }
          case 3 ->
              stream =
                  stream.advanceProcessingTime(
                      org.joda.time.Duration.standardSeconds(10L * (1 + random.nextInt(5))));
          default -> stream = readings.addTo(stream, watermark, ordinary);
        }
      }
      return stream.advanceWatermarkToInfinity();
    }

    private long step() {
      return random.nextInt(10) == 0 ? 30 * HOUR : random.nextInt((int) HOUR);
    }

    private TestStream.Builder<KV<String, Double>> readings(
        TestStream.Builder<KV<String, Double>> stream, long watermark, boolean ordinary) {
      List<TimestampedValue<KV<String, Double>>> readings = new ArrayList<>();
      // One of each series: whether two of one series share a late result is the runner's to say.
      for (int i = random.nextInt(3); i >= 0; i--) {
        KV<String, Double> reading = KV.of("s" + i, value(ordinary));
        readings.add(TimestampedValue.of(reading, Instant.ofEpochMilli(time(watermark))));
      }
      @SuppressWarnings({"unchecked", "rawtypes"}) // there are no arrays of a generic type
      TimestampedValue<KV<String, Double>>[] others =
          readings.stream().skip(1).toArray(TimestampedValue[]::new);
      return stream.addElements(readings.get(0), others);
    }

    private long time(long watermark) {
      long time = watermark + random.nextInt((int) (4 * HOUR)) - 5 * HOUR / 2;
      // With one that would be late alone a session may grow over one that has closed, but is kept
      // by the reference still: see ADR 2. So these are late for every session.
      boolean lateAlone =
          windowing instanceof SessionWindowing session
              && time + session.gap() + firing.allowedLateness().toMillis() <= watermark;
      return lateAlone ? time - 24 * HOUR : time;
    }

    /** Of each series some readings, of which one may be behind the watermark, see above. */
    private TestStream.Builder<ReadingBlock> block(
        TestStream.Builder<ReadingBlock> stream, long watermark, boolean ordinary) {
      ReadingBlock.Builder block = new ReadingBlock.Builder(150);
      long earliest = Long.MAX_VALUE;
      for (int i = random.nextInt(3); i >= 0; i--) {
        int series = block.seriesOf(("s" + i).getBytes(StandardCharsets.UTF_8));
        long time = time(watermark);
        block.add(series, time, value(ordinary));
        earliest = time < watermark ? earliest : Math.min(earliest, time);
        if (time < watermark && windowing instanceof SessionWindowing) {
          continue; // a session that ends with it may go on with the next
        }
        for (int more = random.nextInt(50); more > 0; more--) {
          time = Math.max(time(watermark), watermark);
          block.add(series, time, value(ordinary));
          earliest = Math.min(earliest, time);
        }
      }
      long timestamp = earliest == Long.MAX_VALUE ? watermark : earliest;
      return stream.addElements(
          TimestampedValue.of(block.build(), Instant.ofEpochMilli(timestamp)));
    }

    private double value(boolean ordinary) {
      if (ordinary || random.nextInt(4) > 0) {
        return (random.nextInt(800) - 400) / 10.0;
      }
      return switch (random.nextInt(5)) {
        case 0 -> Double.NaN;
        case 1 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        case 2 -> Double.MIN_VALUE;
        case 3 -> random.nextBoolean() ? -0.0 : Double.MAX_VALUE;
        default -> random.nextGaussian() * Math.pow(10, random.nextInt(300) - 150);
      };
    }

    private <T> T oneOf(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }
  }

  /** Adds some readings to a stream whose watermark is known. */
  private interface Readings<T> {
    TestStream.Builder<T> addTo(TestStream.Builder<T> stream, long watermark, boolean ordinary);
  }

  /** Keeps the text of what passes by, by name. */
  private static final class RememberFn<T> extends DoFn<T, Void> {
    private static final Map<String, Queue<String>> SEEN = new ConcurrentHashMap<>();

    private final String name;

    RememberFn(String name) {
      this.name = name;
    }

    @ProcessElement
    public void remember(@Element T element, @Timestamp Instant timestamp) {
      SEEN.computeIfAbsent(name, unused -> new ConcurrentLinkedQueue<>())
          .add(timestamp + " " + element);
    }

    static List<String> forget(String name) {
      Queue<String> seen = SEEN.remove(name);
      return seen == null ? List.of() : seen.stream().sorted().toList();
    }
  }
}
