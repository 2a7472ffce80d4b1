// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/** What a condition remembers of a series: its last values, the newest last. */
final class Past {
  static final long NEVER = Long.MIN_VALUE;

  private long time;
  private double average;
  private double[] values;

  Past() {
    this(NEVER, Double.NaN, new double[0]);
  }

  private Past(long time, double average, double[] values) {
    this.time = time;
    this.average = average;
    this.values = values;
  }

  Past copy() {
    return new Past(time, average, values);
  }

  /** When the last value was read; {@link #NEVER} without one. */
  long time() {
    return time;
  }

  /** The exponentially weighted average of all values; NaN without one. */
  double average() {
    return average;
  }

  /** The last values; not to be changed. */
  double[] values() {
    return values;
  }

  /** The average that there will be with another value. */
  double averageWith(double value, double weight) {
    return Double.isNaN(average) ? value : weight * value + (1 - weight) * average;
  }

  /** Remembers a value, and so many at most. */
  void add(Sample sample, int most, double weight) {
    time = sample.time();
    double next = averageWith(sample.value(), weight);
    average = Double.isFinite(next) ? next : average; // it would never be finite again
    int kept = Math.min(values.length, Math.max(most - 1, 0));
    double[] last = Arrays.copyOfRange(values, values.length - kept, values.length + 1);
    last[kept] = sample.value();
    values = most == 0 ? values : last;
  }

  void write(DataOutput out) throws IOException {
    Varints.writeSigned(time, out);
    out.writeDouble(average);
    Varints.write(values.length, out);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  static Past read(DataInput in) throws IOException {
    long time = Varints.readSigned(in);
    double average = in.readDouble();
    double[] values = new double[Math.toIntExact(Varints.read(in))];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return new Past(time, average, values);
  }
}
