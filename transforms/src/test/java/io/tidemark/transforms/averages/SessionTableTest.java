// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.testing.Seed;
import io.tidemark.transforms.windowing.Panes;
import io.tidemark.transforms.windowing.SessionWindowing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class SessionTableTest {
  private static final long GAP = 10;
  private static final List<String> STATISTICS =
      List.of(
          "count,mean",
          "count,sum,min,max,stddev,first",
          "median,distinct,delta(counter)",
          "mean,timeWeightedMean(7ms),ewma(25ms)");

  @Test
  public void aTableThatIsWrittenAndReadAtAnyTimeGivesTheSameResults() throws Exception {
    for (int i = 0; i < 300; i++) {
      long seed = Seed.next();
      SessionSpec spec = spec(new Random(seed));
      Log whole = new Log();
      Log cut = new Log();
      play(new Random(seed), new Random(0), spec, 0, whole);
      play(new Random(seed), new Random(seed), spec, 4, cut);
      assertThat("-Dseed=" + seed, cut.lines, equalTo(whole.lines));
    }
  }

  /** Some readings and watermarks; the table is written and read at one of so many steps. */
  private static void play(Random random, Random cuts, SessionSpec spec, int cutEvery, Log log)
      throws Exception {
    SessionTable table = spec.table(null, null);
    long watermark = -50;
    for (long now = 0; now < 60; now++) {
      if (random.nextInt(3) == 0) {
        watermark += random.nextInt(20);
        table.advance(watermark, log);
        assertThat(watermark, lessThanOrEqualTo(table.nextWatermark()));
      } else {
        ReadingBlock.Builder block = new ReadingBlock.Builder(3);
        for (int i = random.nextInt(3); i >= 0; i--) {
          long time = watermark + random.nextInt(60) - 30;
          block.add(block.seriesOf(bytes("s" + random.nextInt(3))), time, value(random));
        }
        table.add(new Arrival(watermark, now, ShardInput.of(block.build())), log);
      }
      if (cutEvery > 0 && cuts.nextInt(cutEvery) == 0) {
        table = spec.table(CoderUtils.clone(spec.tableCoder(), table), null);
      }
    }
    table.advance(Panes.END_OF_TIME, log);
    assertThat(table.isEmpty(), equalTo(true));
    assertThat(table.nextWatermark(), equalTo(Panes.NONE));
  }

  /** Sessions as lists of readings; what is said of them is counted anew each time. */
  @Test
  public void resultsAreThoseOfListsOfReadings() {
    for (int i = 0; i < 1_000; i++) {
      long seed = Seed.next();
      Random random = new Random(seed);
      Lists lists = new Lists(random);
      SessionTable table = lists.spec.table(null, null);
      Log found = new Log();
      Log expected = new Log();
      long watermark = -50;
      for (int step = 0; step < 80; step++) {
        if (random.nextInt(3) == 0) {
          watermark += random.nextInt(20);
          table.advance(watermark, found);
          lists.advance(watermark, expected);
        } else {
          Reading reading = Reading.of(watermark + random.nextInt(90) - 60, value(random));
          String series = "s" + random.nextInt(2);
          table.add(arrival(watermark, series, reading.time(), reading.value()), found);
          lists.add(series, reading, watermark, expected);
        }
      }
      table.advance(Panes.END_OF_TIME, found);
      lists.advance(Panes.END_OF_TIME, expected);
      assertThat("-Dseed=" + seed, found.sorted(), equalTo(expected.sorted()));
    }
  }

  private static final class Lists {
    private final long lateness;
    private final boolean discarding;
    private final Statistics statistics;
    private final SessionSpec spec;
    private final List<Told> all = new ArrayList<>();
    private long passed = Long.MIN_VALUE;

    /** A session, open or closed, as long as it is not part of another. */
    private record Told(String series, List<Reading> readings, int news, int revision) {
      long start() {
        return readings.stream().mapToLong(Reading::time).min().orElseThrow();
      }

      long end() {
        return readings.stream().mapToLong(Reading::time).max().orElseThrow() + GAP;
      }
    }

    Lists(Random random) {
      this.lateness = 15L * random.nextInt(4);
      this.discarding = random.nextBoolean();
      this.statistics = Statistics.parse(STATISTICS.get(random.nextInt(STATISTICS.size())));
      this.spec =
          new SessionSpec(
              new SessionWindowing(GAP),
              Firing.onTime()
                  .withAllowedLateness(Duration.ofMillis(lateness))
                  .withAccumulation(
                      discarding ? Accumulation.DISCARDING : Accumulation.ACCUMULATING),
              statistics);
    }

    void add(String series, Reading reading, long watermark, Log out) {
      advance(watermark, out);
      long time = reading.time();
      List<Told> joined =
          all.stream()
              .filter(told -> told.series().equals(series))
              .filter(told -> told.end() - 1 + lateness >= watermark)
              .filter(told -> told.start() < time + GAP && time < told.end())
              .toList();
      if (joined.isEmpty() && time + GAP - 1 + lateness < watermark) {
        out.late(bytes(series), reading, watermark);
        return;
      }
      all.removeAll(joined);
      // What is new comes last.
      List<Reading> readings = new ArrayList<>();
      joined.forEach(told -> readings.addAll(told.readings().subList(0, told.news())));
      int news = readings.size();
      joined.forEach(
          told -> readings.addAll(told.readings().subList(told.news(), told.readings().size())));
      readings.add(reading);
      Told grown = new Told(series, readings, news, 0);
      boolean same =
          joined.size() == 1
              && joined.get(0).start() == grown.start()
              && joined.get(0).end() == grown.end();
      all.add(new Told(series, readings, news, same ? joined.get(0).revision() : 0));
      if (grown.end() <= passed) {
        all.add(tell(all.remove(all.size() - 1), Timing.LATE, out));
      }
    }

    void advance(long watermark, Log out) {
      long before = passed;
      passed = Math.max(passed, watermark);
      all.replaceAll(
          told ->
              told.end() > before && told.end() <= passed ? tell(told, Timing.ON_TIME, out) : told);
    }

    private Told tell(Told told, Timing timing, Log out) {
      SummaryAccumulator accumulator = new SummaryAccumulator(statistics);
      told.readings()
          .subList(discarding ? told.news() : 0, told.readings().size())
          .forEach(accumulator::add);
      out.emit(
          bytes(told.series()),
          told.start(),
          told.end(),
          timing,
          told.revision(),
          accumulator.summary());
      return new Told(told.series(), told.readings(), told.readings().size(), told.revision() + 1);
    }
  }

  private static double value(Random random) {
    return random.nextInt(10) == 0 ? random.nextGaussian() * 1e300 : random.nextInt(99) / 10.0;
  }

  @Test
  public void aSeriesThatHasGoneSilentLeavesTheTable() {
    SessionSpec spec = spec(Firing.onTime().withAllowedLateness(Duration.ofMillis(5)), "mean");
    SessionTable table = spec.table(null, null);
    Log log = new Log();
    table.add(arrival(0, "gone", 5, 1), log);
    table.add(arrival(0, "here", 5, 1), log);
    table.advance(15, log);
    table.add(arrival(15, "here", 14, 3), log); // the session goes on
    table.advance(19, log);
    assertThat(table.size().series(), equalTo(2L));
    table.advance(20, log); // 14, the last of the session, and 5 are passed
    assertThat(table.size(), equalTo(new TableSize(1, 1, table.size().bytes())));
    table.add(arrival(20, "gone", 4, 1), log);
    assertThat(table.size().series(), equalTo(1L));
    table.advance(24, log);

    assertThat(
        log.lines,
        contains(
            "gone 5-15 ON_TIME 0 mean=1.0",
            "here 5-15 ON_TIME 0 mean=1.0",
            "late: gone 4 at 20",
            "here 5-24 ON_TIME 0 mean=2.0"));
  }

  @Test
  public void bytesOfATable() throws Exception {
    SessionSpec spec = spec(Firing.onTime().withAllowedLateness(Duration.ofHours(1)), "count,mean");
    SessionTable table = spec.table(null, null);
    Log log = new Log();
    table.add(arrival(7, "s", 12, 1.5), log);
    table.add(arrival(7, "s", 25, 1e300), log);
    table.advance(22, log);

    String cell = "0a" + "02" + "01" + "0901" + "06";
    String wide = "0a" + "01" + "0d" + "01" + "05" + "01" + "0e" + "ec01" + "9c7500883ce417";
    String bytes = "01" + "1d" + "2c" + "01" + "0173" + "02" + "18" + cell + "1a" + wide;
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(spec.tableCoder(), table)),
        equalTo(bytes));
    CoderProperties.coderSerializable(spec.tableCoder());
  }

  private static SessionSpec spec(Random random) {
    Firing firing =
        Firing.onTime()
            .withAllowedLateness(Duration.ofMillis(15L * random.nextInt(4)))
            .withAccumulation(
                random.nextBoolean() ? Accumulation.ACCUMULATING : Accumulation.DISCARDING);
    return spec(firing, STATISTICS.get(random.nextInt(STATISTICS.size())));
  }

  private static SessionSpec spec(Firing firing, String statistics) {
    return new SessionSpec(new SessionWindowing(GAP), firing, Statistics.parse(statistics));
  }

  private static Arrival arrival(long watermark, String series, long time, double value) {
    ReadingBlock.Builder block = new ReadingBlock.Builder(1);
    block.add(block.seriesOf(bytes(series)), time, value);
    return new Arrival(watermark, 0, ShardInput.of(block.build()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What came out, as text. */
  private static final class Log implements ShardTable.Output {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void emit(
        byte[] key, long start, long end, Timing timing, long revision, Summary summary) {
      lines.add(
          String.format("%s %s-%s %s %s %s", text(key), start, end, timing, revision, summary));
    }

    @Override
    public void late(byte[] key, Reading reading, long watermark) {
      lines.add(String.format("late: %s %s at %s", text(key), reading.time(), watermark));
    }

    List<String> sorted() {
      return lines.stream().sorted().toList();
    }

    private static String text(byte[] key) {
      return new String(key, StandardCharsets.UTF_8);
    }
  }
}
