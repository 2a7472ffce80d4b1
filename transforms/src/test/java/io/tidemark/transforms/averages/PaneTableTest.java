// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.WindowEdges;
import io.tidemark.transforms.testing.Seed;
import io.tidemark.transforms.windowing.Panes;
import io.tidemark.transforms.windowing.Windowing;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

public class PaneTableTest {
  private static final List<String> WINDOWS =
      List.of("fixed:10ms", "sliding:30ms/10ms", "sliding:10ms/4ms", "calendar:day", "global");

  private static final List<String> STATISTICS =
      List.of(
          "count,mean",
          "count,sum,min,max,stddev,first",
          "median,distinct,delta(counter)",
          "mean,timeWeightedMean(7ms),timeWeightedMean(linear,25ms)");

  @Test
  public void aTableThatIsWrittenAndReadAtAnyTimeGivesTheSameResults() throws Exception {
    for (int i = Seed.cases(300); i > 0; i--) {
      long seed = Seed.next();
      TableSpec spec = spec(new Random(seed));
      Log whole = new Log();
      Log cut = new Log();
      play(new Random(seed), new Random(0), spec, 0, whole);
      play(new Random(seed), new Random(seed), spec, 4, cut);
      assertThat(spec + " -Dseed=" + seed, cut.sorted(), equalTo(whole.sorted()));
    }
  }

  /** Some readings and watermarks; the table is written and read at one of so many steps. */
  private static void play(Random random, Random cuts, TableSpec spec, int cutEvery, Log log)
      throws Exception {
    PaneTable table = new PaneTable(spec);
    long watermark = -50;
    for (long now = 0; now < 40; now++) {
      if (random.nextInt(3) == 0) {
        watermark += random.nextInt(random.nextInt(5) == 0 ? 200 : 20);
        table.advance(watermark, log);
        assertThat(table.nextWatermark() >= watermark, equalTo(true));
      } else {
        ReadingBlock.Builder block = new ReadingBlock.Builder(3);
        for (int i = random.nextInt(3); i >= 0; i--) {
          long time = Math.max(watermark + random.nextInt(60) - 30, spec.firstInTime(watermark));
          block.add(block.seriesOf(bytes("s" + random.nextInt(3))), time, value(random));
        }
        table.add(watermark, now, block.build(), log);
      }
      if (table.nextDue() <= now) {
        table.fireDue(now, log);
      }
      if (cutEvery > 0 && cuts.nextInt(cutEvery) == 0) {
        table = CoderUtils.clone(new PaneTableCoder(spec.statistics()), table);
        table.follow(spec);
      }
    }
    table.advance(Panes.END_OF_TIME, log);
    assertThat(table.isEmpty(), equalTo(true));
    assertThat(table.nextWatermark(), equalTo(Panes.NONE));
  }

  private static TableSpec spec(Random random) {
    Firing firing =
        Firing.onTime()
            .withAccumulation(
                random.nextBoolean() ? Accumulation.DISCARDING : Accumulation.ACCUMULATING)
            .withAllowedLateness(Duration.ofMillis(15L * random.nextInt(3)))
            .withEarly(Duration.ofMillis(5L * random.nextInt(2)))
            .withLate(random.nextBoolean() ? LateFiring.EACH : LateFiring.parse("7ms"));
    String windows = WINDOWS.get(random.nextInt(WINDOWS.size()));
    String statistics = STATISTICS.get(random.nextInt(STATISTICS.size()));
    Windowing windowing = Windowing.parse(windows);
    boolean fillable = windowing.needsTime() && firing.accumulation() == Accumulation.ACCUMULATING;
    return new TableSpec(
        windowing,
        firing,
        Statistics.parse(statistics),
        fillable ? filling(random) : Filling.none());
  }

  private static Filling filling(Random random) {
    int gap = 1 + random.nextInt(40);
    return Filling.parse(
        List.of("none", "previous", "linear", "value(1)").get(random.nextInt(4)),
        Duration.ofMillis(gap),
        Duration.ofMillis(gap + random.nextInt(40)));
  }

  /** Late readings, too, change what the windows after and before them begin and end with. */
  @Test
  public void aWindowBeginsWithTheValueBeforeItAndEndsOnTheWayToTheOneAfterIt() {
    for (int i = Seed.cases(500); i > 0; i--) {
      long seed = Seed.next();
      Random random = new Random(seed);
      Windowing windows = Windowing.parse(WINDOWS.get(random.nextInt(3)));
      Firing firing =
          Firing.onTime().withAllowedLateness(Duration.ofMillis(15L * random.nextInt(4)));
      Statistics statistics =
          Statistics.parse(
              random.nextBoolean()
                  ? "timeWeightedMean(7ms),timeWeightedMean(linear,25ms)"
                  : "timeWeightedMean(20ms),timeWeightedMean(linear,5ms)");
      TableSpec spec = new TableSpec(windows, firing, statistics);
      List<Came> readings = new ArrayList<>();
      Map<Long, Summary> found = new TreeMap<>();
      PaneTable table = new PaneTable(spec);
      ShardTable.Output out =
          (key, start, end, timing, revision, summary) -> found.put(end, summary);
      for (long watermark = 0; watermark < 400; watermark += random.nextInt(12)) {
        table.advance(watermark, out);
        long time = Math.max(watermark + random.nextInt(60) - 40, spec.firstInTime(watermark));
        double value = random.nextInt(99) / 10.0;
        readings.add(new Came(Reading.of(time, value), spec.openEnd(spec.settled(watermark))));
        table.add(watermark, 0, block("s", time, value), out);
      }
      table.advance(Panes.END_OF_TIME, out);

      assertThat(table.isEmpty(), equalTo(true));
      assertThat("-Dseed=" + seed, found, equalTo(edged(readings, spec.panes(), statistics)));
    }
  }

  /** A reading, and the first end of a window that was open when it came. */
  private record Came(Reading reading, long openEnd) {}

  private static Map<Long, Summary> edged(List<Came> came, Panes panes, Statistics statistics) {
    Comparator<Reading> order =
        Comparator.comparingLong(Reading::time).thenComparing(Reading::value, Double::compare);
    Map<Long, Summary> summaries = new TreeMap<>();
    for (Came each : came) {
      long pane = panes.start(each.reading().time());
      for (long i = panes.endAfter(pane, each.openEnd() - 1);
          i != Panes.NONE;
          i = panes.endAfter(pane, i)) {
        long end = i;
        long start = panes.windowStart(end);
        List<Reading> known =
            came.stream().filter(other -> other.openEnd() <= end).map(Came::reading).toList();
        SummaryAccumulator window = new SummaryAccumulator(statistics);
        known.stream()
            .filter(other -> other.time() >= start && other.time() < end)
            .forEach(window::add);
        Optional<Reading> before = known.stream().filter(other -> other.time() < start).max(order);
        Optional<Reading> after = known.stream().filter(other -> other.time() >= end).min(order);
        summaries.put(end, window.summary(new WindowEdges(start, end, before, after)));
      }
    }
    return summaries;
  }

  @Test
  public void emptyWindowsAreFilledUntilASeriesIsForgotten() throws Exception {
    for (int i = Seed.cases(500); i > 0; i--) {
      long seed = Seed.next();
      Random random = new Random(seed);
      String text = List.of("previous", "linear", "value(7.5)").get(random.nextInt(3));
      Filling filling =
          Filling.parse(text, Duration.ofMillis(20 + random.nextInt(40)), Duration.ofMillis(70));
      TableSpec spec =
          new TableSpec(
              Windowing.parse(WINDOWS.get(random.nextInt(3))),
              Firing.onTime(),
              Statistics.parse("count,mean"),
              filling);
      Map<Long, Summary> found = new TreeMap<>();
      Map<Long, Summary> filled = new TreeMap<>();
      ShardTable.Output out =
          (key, start, end, timing, revision, summary) ->
              (timing == Timing.FILLED ? filled : found).put(end, summary);
      PaneTable table = new PaneTable(spec);
      for (long time = 0; time < 800; time += random.nextInt(10) == 0 ? 120 : random.nextInt(60)) {
        table.advance(time - random.nextInt(30), out);
        table.add(table.settled(), 0, block("s", time, random.nextInt(99) / 10.0), out);
        if (random.nextInt(4) == 0) {
          table = CoderUtils.clone(new PaneTableCoder(spec.statistics()), table);
          table.follow(spec);
        }
      }
      table.advance(Panes.END_OF_TIME, out);

      assertThat(table.isEmpty(), equalTo(true));
      assertThat("-Dseed=" + seed, filled, equalTo(filled(found, spec)));
    }
  }

  /** Each empty window, by the last before it and the first after it that are not. */
  private static Map<Long, Summary> filled(Map<Long, Summary> results, TableSpec spec) {
    Filling filling = spec.filling();
    Map<Long, Summary> filled = new TreeMap<>();
    TreeMap<Long, Summary> known = new TreeMap<>(results);
    for (long millis = known.firstKey(); millis <= known.lastKey() + 100; millis++) {
      long end = millis;
      boolean isEnd = spec.panes().endAfter(spec.panes().start(end - 1), end - 1) == end;
      Map.Entry<Long, Summary> last = known.floorEntry(end);
      Map.Entry<Long, Summary> next = known.ceilingEntry(end);
      if (!isEnd || last.getKey() == end) {
        continue;
      }
      long since = end - last.getKey();
      double before = last.getValue().value(Statistic.MEAN).getAsDouble();
      if (filling.kind() == Filling.Kind.PREVIOUS && since <= filling.maxGap()) {
        filled.put(end, mean(before));
      } else if (filling.kind() == Filling.Kind.VALUE && since <= filling.forget()) {
        filled.put(end, mean(7.5));
      } else if (filling.kind() == Filling.Kind.LINEAR
          && next != null
          && next.getKey() - last.getKey() <= filling.maxGap()) {
        double after = next.getValue().value(Statistic.MEAN).getAsDouble();
        double part = since / (double) (next.getKey() - last.getKey());
        filled.put(end, mean(before + part * (after - before)));
      }
    }
    return filled;
  }

  private static Summary mean(double mean) {
    return Summary.given(Statistics.parse("count,mean"), statistic -> OptionalDouble.of(mean));
  }

  private static double value(Random random) {
    return random.nextInt(10) == 0 ? random.nextGaussian() * 1e300 : random.nextInt(99) / 10.0;
  }

  @Test
  public void mergedTablesGiveWhatOneTableGives() {
    for (int i = Seed.cases(300); i > 0; i--) {
      long seed = Seed.next();
      Random random = new Random(seed);
      TableSpec spec = spec(random);
      PaneTable whole = new PaneTable(spec);
      PaneTable merged = new PaneTable(spec);
      PaneTable part = new PaneTable(spec);
      for (int j = 0; j < 30; j++) {
        ReadingBlock block = block("s" + random.nextInt(3), random.nextInt(99), value(random));
        whole.add(Times.NONE, Times.NONE, block, NoResults.INSTANCE);
        part.add(Times.NONE, Times.NONE, block, NoResults.INSTANCE);
        if (random.nextInt(4) == 0) {
          merged.merge(part);
          part = new PaneTable(spec);
        }
      }
      merged.merge(part);
      Log expected = new Log();
      Log found = new Log();
      whole.advance(Panes.END_OF_TIME, expected);
      merged.advance(Panes.END_OF_TIME, found);
      assertThat(spec + " -Dseed=" + seed, found.sorted(), equalTo(expected.sorted()));
    }
  }

  @Test
  public void aSeriesThatHasGoneSilentLeavesTheTable() {
    TableSpec spec = spec("sliding:30ms/10ms", "mean");
    PaneTable table = new PaneTable(spec);
    Log log = new Log();
    table.add(0, 0, block("gone", 5, 1), log);
    table.add(0, 0, block("here", 5, 1), log);
    table.advance(30, log);
    table.add(30, 0, block("here", 45, 1), log);
    table.advance(40, log);

    assertThat(table.rows().size(), equalTo(1));
    assertThat(
        log.sorted(),
        contains(
            "gone 10 ON_TIME 0 mean=1.0",
            "gone 20 ON_TIME 0 mean=1.0",
            "gone 30 ON_TIME 0 mean=1.0",
            "here 10 ON_TIME 0 mean=1.0",
            "here 20 ON_TIME 0 mean=1.0",
            "here 30 ON_TIME 0 mean=1.0"));
  }

  @Test
  public void aWindowSlidesWithoutDrift() {
    PaneTable table = new PaneTable(spec("sliding:30ms/10ms", "sum,variance"));
    Log log = new Log();
    for (int i = 0; i < 10; i++) {
      table.add(10L * i, 0, block("s", 10L * i, i == 2 ? 1e12 : 0.1), log);
    }
    table.advance(100, log);
    double three = exactly(0.1).multiply(BigDecimal.valueOf(3)).doubleValue();
    double withPeak = exactly(0.1).multiply(BigDecimal.valueOf(2)).add(exactly(1e12)).doubleValue();
    assertThat(log.sorted(), hasItem("s 100 ON_TIME 0 sum=" + three + ",variance=0.0"));
    assertThat(log.sorted(), hasItem(startsWith("s 30 ON_TIME 0 sum=" + withPeak + ",")));
  }

  @Test
  public void bytesOfATable() throws Exception {
    TableSpec spec = spec("fixed:10ms", "count,mean");
    PaneTable table = new PaneTable(spec, 7);
    table.add(7, 0, block("s", 12, 1.5), NoResults.INSTANCE);
    table.add(7, 0, block("s", 25, 1e300), NoResults.INSTANCE);
    PaneTableCoder coder = new PaneTableCoder(spec.statistics());

    String cell = "01" + "0901" + "06";
    String wide = "0d" + "01" + "05" + "01" + "0e" + "ec01" + "9c7500883ce417";
    assertThat(
        HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, table)),
        equalTo(
            "02" + "1b" + "0e" + "01" + "0173" + "21" + "14" + "00" + cell + "14" + "01" + wide));
    String version1 =
        "01" + "1b" + "0e" + "01" + "0173" + "09" + "14" + "00" + cell + "14" + "01" + wide;
    PaneTable read = CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(version1));
    assertThat(
        CoderUtils.encodeToByteArray(coder, read),
        equalTo(CoderUtils.encodeToByteArray(coder, table)));
    CoderProperties.coderSerializable(coder);
  }

  @Test
  public void aSeriesOfTwelvePanesTakesLessThanTwoHundredBytes() throws Exception {
    TableSpec spec = spec("sliding:1m/5s", "count,mean");
    PaneTable table = new PaneTable(spec);
    Random random = new Random(1);
    for (int series = 0; series < 100; series++) {
      for (long time = 0; time < 60_000; time += 500) {
        double value = Math.round(100 + 80 * random.nextGaussian()) / 10.0;
        table.add(
            0, 0, block(String.format("sensor-%05d", series), time, value), NoResults.INSTANCE);
      }
    }
    int bytes = CoderUtils.encodeToByteArray(new PaneTableCoder(spec.statistics()), table).length;
    assertThat(bytes / 100, lessThanOrEqualTo(200));
  }

  private static TableSpec spec(String windows, String statistics) {
    return new TableSpec(Windowing.parse(windows), Firing.onTime(), Statistics.parse(statistics));
  }

  private static BigDecimal exactly(double value) {
    return new BigDecimal(value);
  }

  private static ReadingBlock block(String series, long time, double value) {
    ReadingBlock.Builder block = new ReadingBlock.Builder(1);
    block.add(block.seriesOf(bytes(series)), time, value);
    return block.build();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Results as text. */
  private static final class Log implements ShardTable.Output {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void emit(
        byte[] key, long start, long end, Timing timing, long revision, Summary summary) {
      String series = new String(key, StandardCharsets.UTF_8);
      lines.add(series + " " + end + " " + timing + " " + revision + " " + summary);
    }

    List<String> sorted() {
      return lines.stream().sorted().toList();
    }
  }
}
