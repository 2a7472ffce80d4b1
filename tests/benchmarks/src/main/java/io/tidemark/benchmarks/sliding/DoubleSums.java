// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

/** Sums of doubles, each rounded, so that the window drifts. */
final class DoubleSums implements PaneSums {
  private final double[][] sums;
  private final int[][] counts;
  private final double[] slidingSums;
  private final long[] slidingCounts;

  DoubleSums(int panes, int series) {
    this.sums = new double[panes][series];
    this.counts = new int[panes][series];
    this.slidingSums = new double[series];
    this.slidingCounts = new long[series];
  }

  @Override
  public void add(int pane, int series, long time, double value) {
    sums[pane][series] += value;
    counts[pane][series]++;
  }

  @Override
  public long enter(int pane, int series) {
    slidingSums[series] += sums[pane][series];
    slidingCounts[series] += counts[pane][series];
    return slidingCounts[series];
  }

  @Override
  public double mean(int series) {
    return slidingSums[series] / slidingCounts[series];
  }

  @Override
  public void leave(int pane, int series) {
    slidingSums[series] -= sums[pane][series];
    slidingCounts[series] -= counts[pane][series];
    sums[pane][series] = 0;
    counts[pane][series] = 0;
  }
}
