// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.util.Arrays;

/** The modified z-score of Iglewicz and Hoaglin. */
final class RobustScore extends Condition {
  private static final double OF_MAD = 0.6745;
  private static final double OF_MEAN = 1 / 1.2533;

  private final double limit;
  private final double clear;
  private final int readings;

  RobustScore(double limit, double clear, int readings) {
    this.limit = limit;
    this.clear = clear;
    this.readings = readings;
  }

  @Override
  double measure(Past past, Sample sample) {
    return past.values().length < readings
        ? Double.NaN
        : score(past.values().clone(), sample.value());
  }

  /** Of a value to others, which are put in order. */
  static double score(double[] values, double value) {
    double median = median(values);
    double[] deviations = new double[values.length];
    Arrays.setAll(deviations, i -> Math.abs(values[i] - median));
    double off = Math.abs(value - median);
    double mad = median(deviations);
    if (mad > 0) {
      return OF_MAD * off / mad;
    }
    double mean = Arrays.stream(deviations).sum() / deviations.length;
    if (mean > 0) {
      return OF_MEAN * off / mean;
    }
    return off > 0 ? Double.POSITIVE_INFINITY : off;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int half = values.length / 2;
    return values.length % 2 == 1 ? values[half] : values[half - 1] / 2 + values[half] / 2;
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return measure > (heldBefore ? clear : limit);
  }

  @Override
  int memory() {
    return readings;
  }

  @Override
  public String toString() {
    return String.format("zscore %s clear %s of %s", limit, clear, readings);
  }
}
