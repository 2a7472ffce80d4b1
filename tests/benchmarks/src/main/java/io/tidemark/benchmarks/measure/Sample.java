// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** The measurements of one quantity in several rounds. */
public final class Sample {
  private final List<Double> values = new ArrayList<>();

  /** A sample of these values. */
  public static Sample of(double... values) {
    Sample sample = new Sample();
    DoubleStream.of(values).forEach(sample::add);
    return sample;
  }

  /** One more round. */
  public void add(double value) {
    values.add(value);
  }

  /** Whether nothing was measured. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** The middle one; of an even number the mean of the two in the middle; NaN of none. */
  public double median() {
    double[] sorted = sorted();
    int half = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The smallest; NaN of none. */
  public double min() {
    return isEmpty() ? Double.NaN : sorted()[0];
  }

  /** The largest; NaN of none. */
  public double max() {
    return isEmpty() ? Double.NaN : sorted()[values.size() - 1];
  }

  private double[] sorted() {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
