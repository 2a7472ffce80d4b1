// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** An average beyond the control limits of Roberts, in standard deviations of the average. */
final class ControlChart extends Condition {
  private final double limit;
  private final double clear;
  private final int readings;
  private final double weight;

  ControlChart(double limit, double clear, int readings, double weight) {
    this.limit = limit;
    this.clear = clear;
    this.readings = readings;
    this.weight = weight;
  }

  @Override
  double measure(Past past, Sample sample) {
    double[] values = past.values();
    if (values.length < readings) {
      return Double.NaN;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / (values.length - 1) * weight / (2 - weight));
    double off = Math.abs(past.averageWith(sample.value(), weight) - mean);
    return off == 0 ? 0 : off / deviation;
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
  double weight() {
    return weight;
  }

  @Override
  public String toString() {
    return String.format("ewma %s clear %s of %s by %s", limit, clear, readings, weight);
  }
}
