// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/** The different values, and until there is no room some of them again. */
final class DistinctValues extends Part {
  private static final int INITIAL = 8;

  private double[] values = new double[INITIAL];
  private int size;

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
    double[] sifted = sifted();
    System.arraycopy(sifted, 0, values, 0, sifted.length);
    size = sifted.length;
  }

  /** In order, each once. */
  private double[] sifted() {
    double[] sorted = Arrays.copyOf(values, size);
    Arrays.sort(sorted);
    int different = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || Double.compare(sorted[i], sorted[different - 1]) != 0) {
        sorted[different++] = sorted[i];
      }
    }
    return Arrays.copyOf(sorted, different);
  }

  @Override
  void merge(Part other) {
    for (double value : ((DistinctValues) other).sifted()) {
      add(value);
    }
  }

  @Override
  OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
    return OptionalDouble.of(sifted().length);
  }

  @Override
  void write(DataOutputStream out) throws IOException {
    double[] sifted = sifted();
    Varints.write(sifted.length, out);
    for (double value : sifted) {
      out.writeDouble(value);
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
    return object instanceof DistinctValues other && Arrays.equals(sifted(), other.sifted());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sifted());
  }
}
