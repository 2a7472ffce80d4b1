// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** The different values: in order, and behind them those that have come since. */
final class DistinctValues extends Part {
  private static final int INITIAL = 8;

  private double[] values = new double[INITIAL];
  private int size;
  private int different; // of the size; what is behind them may repeat them

  @Override
  boolean has(Statistic statistic) {
    return statistic.kind() == StatisticKind.DISTINCT;
  }

  @Override
  void add(long time, double value) {
    add(value == 0 ? 0.0 : Double.isNaN(value) ? Double.NaN : value);
  }

  private void add(double value) {
    if (size == values.length) {
      sift();
      if (size > values.length / 2) {
        values = Arrays.copyOf(values, 2 * values.length);
      }
    }
    values[size++] = value;
  }

  private void sift() {
    if (different == size) {
      return;
    }
    Arrays.sort(values, 0, size);
    different = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || Double.compare(values[i], values[different - 1]) != 0) {
        values[different++] = values[i];
      }
    }
    size = different;
  }

  @Override
  void merge(Part other) {
    DistinctValues that = (DistinctValues) other;
    that.sift();
    for (int i = 0, end = that.size; i < end; i++) {
      add(that.values[i]);
    }
  }

  @Override
  OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
    sift();
    return OptionalDouble.of(size);
  }

  @Override
  void write(DataOutputStream out) throws IOException {
    sift();
    Varints.write(size, out);
    for (int i = 0; i < size; i++) {
      out.writeDouble(values[i]);
    }
  }

  @Override
  void read(DataInputStream in) throws IOException {
    for (long left = Varints.read(in); left > 0; left--) {
      add(in.readDouble());
    }
  }

  @Override
  long bytes() {
    return (long) Double.BYTES * values.length;
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof DistinctValues other)) {
      return false;
    }
    sift();
    other.sift();
    return Arrays.equals(values, 0, size, other.values, 0, other.size);
  }

  @Override
  public int hashCode() {
    sift();
    return Arrays.hashCode(Arrays.copyOf(values, size));
  }
}
