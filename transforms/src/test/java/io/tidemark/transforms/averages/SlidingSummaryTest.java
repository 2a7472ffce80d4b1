// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.testing.Seed;
import java.util.List;
import java.util.Random;
import org.junit.Test;

/** A window that slides has the summary that its panes add up to, whatever has happened to them. */
public class SlidingSummaryTest {
  private static final List<String> STATISTICS =
      List.of(
          "count,mean",
          "min",
          "count,mean,min,max",
          "max,stddev,first,last",
          "first",
          "last",
          "mean,max,last,median",
          "distinct,rate(counter),ewma(7ms)",
          "first,timeWeightedMean(15ms),timeWeightedMean(linear,20ms)");

  private static final int PANE = 10;

  @Test
  public void panesComeChangeAndLeaveWhileAWindowSlides() {
    for (int i = Seed.cases(500); i > 0; i--) {
      long seed = Seed.next();
      slides(new Random(seed), "SlidingSummaryTest -Dseed=" + seed);
    }
  }

  private static void slides(Random random, String what) {
    SummaryCells cells =
        new SummaryCells(Statistics.parse(STATISTICS.get(random.nextInt(STATISTICS.size()))));
    PaneRow row = new PaneRow(new byte[0], 0, cells);
    int size = PANE * (1 + random.nextInt(12));
    int disorder = 1 + random.nextInt(2 * size);
    double share = random.nextDouble() * 0.2;
    long end = -20 * PANE;
    for (int step = 0; step < 150; step++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        long time = random.nextDouble() < share ? end - random.nextInt(disorder) : end;
        add(row, cells, time + random.nextInt(2 * PANE), random);
      }
      if (random.nextInt(8) == 0) {
        row.removeFirst(cells, row.panesBefore(end - size - random.nextInt(size)));
      }
      if (row.hasReadings(end - size, end)) {
        assertThat(
            what + " step " + step + " window to " + end,
            row.slideTo(cells, end - size, end),
            equalTo(row.summary(cells, end - size, end)));
      }
      end += random.nextInt(20) == 0 ? 30 * PANE : PANE * random.nextInt(3);
    }
  }

  private static void add(PaneRow row, SummaryCells cells, long time, Random random) {
    double value = random.nextInt(50) == 0 ? 1e300 : random.nextInt(100) / 10.0 - 5;
    row.add(cells, Math.floorDiv(time, PANE) * PANE, time, value);
  }
}
