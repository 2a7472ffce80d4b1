// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidemark.transforms.reading.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

/** What comes and leaves again has the summary of what is there, merged. */
public class MovingAccumulatorTest {
  private static final List<String> STATISTICS =
      List.of(
          "count,sum,variance",
          "mean,min,max,first,last",
          "max",
          "median,p99.9",
          "distinct",
          "delta,rate,delta(counter),rate(counter)",
          "ewma(1s)",
          "ewma(1ms),ewma(7ms)",
          "timeWeightedMean(500ms),timeWeightedMean(linear,2s)",
          "count,stddev,min,last,p25,distinct,rate(counter),ewma(90s),timeWeightedMean(linear,1s)");

  private static final long PANE = 1000;

  @Test
  public void accumulatorsComeAndLeave() {
    Random random = RandomCases.random("accumulatorsComeAndLeave");
    for (int i = 0; i < RandomCases.cases(300); i++) {
      Statistics statistics = Statistics.parse(STATISTICS.get(random.nextInt(STATISTICS.size())));
      moves(statistics, random);
    }
  }

  private static void moves(Statistics statistics, Random random) {
    MovingAccumulator moving = new MovingAccumulator(statistics);
    Deque<SummaryAccumulator> there = new ArrayDeque<>();
    int most = 1 + random.nextInt(12);
    // Now and then a time without readings, some of them longer than any weight reaches.
    long pane = (random.nextInt(2000) - 1000) * PANE;
    for (int step = 0; step < 60; step++) {
      pane += random.nextInt(15) == 0 ? PANE * random.nextInt(40_000_000) : PANE;
      SummaryAccumulator newest = readings(statistics, pane, random);
      moving.append(newest);
      there.addLast(newest);
      while (there.size() > most || (there.size() > 1 && random.nextInt(4) == 0)) {
        moving.removeOldest(there.removeFirst());
      }
      WindowEdges edges = edges(pane, there.size(), random);

      assertThat(moving.summary(), is(merged(statistics, there).summary()));
      assertThat(moving.summary(edges), is(merged(statistics, there).summary(edges)));
    }
  }

  @Test
  public void readingsComeAndLeave() {
    Random random = RandomCases.random("readingsComeAndLeave");
    for (int i = 0; i < RandomCases.cases(300); i++) {
      Statistics statistics = Statistics.parse(STATISTICS.get(random.nextInt(STATISTICS.size())));
      MovingAccumulator moving = new MovingAccumulator(statistics);
      Deque<Reading> there = new ArrayDeque<>();
      long time = random.nextInt(1000) - 500L;
      for (int step = 0; step < 60; step++) {
        Reading newest = Reading.of(time, someValue(random));
        boolean sameTime = !there.isEmpty() && there.getLast().time() == time;
        if (!sameTime || Double.compare(newest.value(), there.getLast().value()) >= 0) {
          moving.append(newest);
          there.addLast(newest);
        }
        time += random.nextInt(3) * 400L;
        while (there.size() > 1 && random.nextInt(3) == 0) {
          moving.removeOldest(there.removeFirst());
        }
        SummaryAccumulator all = new SummaryAccumulator(statistics);
        there.forEach(all::add);

        assertThat(moving.summary(), is(all.summary()));
      }
    }
  }

  private static SummaryAccumulator merged(
      Statistics statistics, Iterable<SummaryAccumulator> there) {
    SummaryAccumulator merged = new SummaryAccumulator(statistics);
    there.forEach(merged::merge);
    return merged;
  }

  /** In any order, some at one time. */
  private static SummaryAccumulator readings(Statistics statistics, long pane, Random random) {
    SummaryAccumulator readings = new SummaryAccumulator(statistics);
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      readings.add(Reading.of(pane + random.nextInt(10) * 100L, someValue(random)));
    }
    return readings;
  }

  private static WindowEdges edges(long newest, int panes, Random random) {
    long start = newest - 60 * PANE * panes;
    long end = newest + PANE;
    return new WindowEdges(
        start,
        end,
        random.nextBoolean()
            ? Optional.of(Reading.of(start - 1 - random.nextInt(2000), someValue(random)))
            : Optional.empty(),
        random.nextBoolean()
            ? Optional.of(Reading.of(end + random.nextInt(2000), someValue(random)))
            : Optional.empty());
  }

  private static double someValue(Random random) {
    return switch (random.nextInt(60)) {
      case 0 -> Double.NaN;
      case 1 -> Double.POSITIVE_INFINITY;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> -0.0;
      case 4 -> Double.MAX_VALUE;
      case 5 -> Double.MIN_VALUE;
      default -> random.nextInt(4) == 0 ? random.nextGaussian() : random.nextInt(200) / 10.0 - 5;
    };
  }
}
