// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;

/** The cells that Tidemark's tables are made of. */
final class ExactSums implements PaneSums {
  private final SummaryCells cells = new SummaryCells(Statistics.parse(Workload.STATISTICS));
  private final int width = cells.width();
  private final long[][] panes;
  private final long[] sliding;

  ExactSums(int panes, int series) {
    this.panes = new long[panes][width * series];
    this.sliding = new long[width * series];
  }

  @Override
  public void add(int pane, int series, long time, double value) {
    require(cells.add(panes[pane], series * width, time, value));
  }

  @Override
  public long enter(int pane, int series) {
    int at = series * width;
    require(cells.addSums(sliding, at, panes[pane], at));
    return cells.count(sliding, at);
  }

  @Override
  public double mean(int series) {
    return cells.summary(sliding, series * width).value(Statistic.MEAN).orElseThrow();
  }

  @Override
  public void leave(int pane, int series) {
    int at = series * width;
    cells.subtractSums(sliding, at, panes[pane], at);
    cells.clear(panes[pane], at);
  }

  private static void require(boolean fits) {
    if (!fits) {
      throw new IllegalStateException("readings of this benchmark fit into cells");
    }
  }
}
