// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    add(canonical(value));
  }

  private static double canonical(double value) {
    return value == 0 ? 0.0 : Double.isNaN(value) ? Double.NaN : value;
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
  MovingPart moving(List<Statistic> statistics) {
    return new Moving();
  }

  /** How many of the parts and readings have each value. */
  private static final class Moving implements MovingPart {
    private final Map<Double, Integer> counts = new HashMap<>();

    @Override
    public void append(Part newest) {
      for (double value : ((DistinctValues) newest).sifted()) {
        include(value);
      }
    }

    @Override
    public void append(long time, double value) {
      include(canonical(value));
    }

    private void include(double value) {
      counts.merge(value, 1, Integer::sum);
    }

    @Override
    public void removeOldest(Part oldest) {
      for (double value : ((DistinctValues) oldest).sifted()) {
        exclude(value);
      }
    }

    @Override
    public void removeOldest(long time, double value) {
      exclude(canonical(value));
    }

    private void exclude(double value) {
      counts.computeIfPresent(value, (same, count) -> count == 1 ? null : count - 1);
    }

    @Override
    public OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
      return OptionalDouble.of(counts.size());
    }
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
