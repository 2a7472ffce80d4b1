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

/** What plans agree on is tested beside the reference, see {@code PlansAgreeTest}. */
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
      long seed = seed();
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
    SessionTable table = spec.table(null);
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
        table = spec.table(CoderUtils.clone(spec.tableCoder(), table));
      }
    }
    table.advance(Panes.END_OF_TIME, log);
    assertThat(table.isEmpty(), equalTo(true));
    assertThat(table.nextWatermark(), equalTo(Panes.NONE));
  }

  private static double value(Random random) {
    return random.nextInt(10) == 0 ? random.nextGaussian() * 1e300 : random.nextInt(99) / 10.0;
  }

  @Test
  public void aSeriesThatHasGoneSilentLeavesTheTable() {
    SessionSpec spec = spec(Firing.onTime().withAllowedLateness(Duration.ofMillis(5)), "mean");
    SessionTable table = spec.table(null);
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
    SessionTable table = spec.table(null);
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

  private static long seed() {
    String given = System.getProperty("seed", "");
    return given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
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

    private static String text(byte[] key) {
      return new String(key, StandardCharsets.UTF_8);
    }
  }
}
