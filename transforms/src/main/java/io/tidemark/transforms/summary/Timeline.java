// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * All readings, for statistics of their order in time; among equal times by value, as {@link
 * Double#compare} has it.
 */
final class Timeline extends Part {
  private static final int INITIAL = 8;
  private static final long SECOND = 1_000;

  private long[] times = new long[INITIAL];
  private double[] values = new double[INITIAL];
  private int size;
  private boolean sorted = true;

  @Override
  boolean has(Statistic statistic) {
    return switch (statistic.kind()) {
      case DELTA, COUNTER_DELTA, RATE, COUNTER_RATE, EWMA, STEP_MEAN, LINEAR_MEAN -> true;
      default -> false;
    };
  }

  @Override
  void add(long time, double value) {
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    times[size] = time;
    values[size] = Double.isNaN(value) ? Double.NaN : value;
    size++;
    sorted &= size == 1 || compare(size - 2, size - 1) <= 0;
  }

  private int compare(int i, int j) {
    int byTime = Long.compare(times[i], times[j]);
    return byTime == 0 ? Double.compare(values[i], values[j]) : byTime;
  }

  /** With its readings in order: this one, or another. */
  private Timeline inOrder() {
    if (sorted) {
      return this;
    }
    int[] order =
        IntStream.range(0, size).boxed().sorted(this::compare).mapToInt(each -> each).toArray();
    Timeline ordered = new Timeline();
    for (int i : order) {
      ordered.add(times[i], values[i]);
    }
    return ordered;
  }

  @Override
  void merge(Part other) {
    Timeline that = (Timeline) other;
    for (int i = 0, end = that.size; i < end; i++) {
      add(that.times[i], that.values[i]);
    }
  }

  Optional<Reading> newest() {
    int newest = 0;
    for (int i = 1; i < size; i++) {
      newest = compare(i, newest) > 0 ? i : newest;
    }
    return size == 0 ? Optional.empty() : Optional.of(Reading.of(times[newest], values[newest]));
  }

  Optional<Reading> oldest() {
    int oldest = 0;
    for (int i = 1; i < size; i++) {
      oldest = compare(i, oldest) < 0 ? i : oldest;
    }
    return size == 0 ? Optional.empty() : Optional.of(Reading.of(times[oldest], values[oldest]));
  }

  @Override
  OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
    if (size < statistic.neededReadings()) {
      return OptionalDouble.empty();
    }
    return inOrder().valueInOrder(statistic, edges);
  }

  private OptionalDouble valueInOrder(Statistic statistic, Optional<WindowEdges> edges) {
    return switch (statistic.kind()) {
      case DELTA -> OptionalDouble.of(growth(false, 1, 1));
      case COUNTER_DELTA -> OptionalDouble.of(growth(true, 1, 1));
      case RATE -> rate(false);
      case COUNTER_RATE -> rate(true);
      case EWMA -> OptionalDouble.of(ewma(statistic.parameter()));
      case STEP_MEAN -> timeWeighted(new TimeWeightedMean(false, statistic.parameter()), edges);
      case LINEAR_MEAN -> timeWeighted(new TimeWeightedMean(true, statistic.parameter()), edges);
      default -> throw new IllegalArgumentException("no timeline for " + statistic);
    };
  }

  private OptionalDouble rate(boolean counter) {
    long elapsed = times[size - 1] - times[0];
    return elapsed == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(growth(counter, SECOND, elapsed));
  }

  /** From the first to the last reading, times a factor and over a divisor, rounded once. */
  private double growth(boolean counter, long factor, long divisor) {
    Superaccumulator growth = new Superaccumulator();
    int step = counter ? 1 : size - 1;
    for (int i = step; i < size; i += step) {
      double before = counter && values[i] < values[i - step] ? 0.0 : values[i - step];
      if (!Double.isFinite(values[i]) || !Double.isFinite(values[i - step])) {
        return Double.NaN;
      }
      growth.addProduct(values[i], factor);
      growth.addProduct(before, -factor);
    }
    return growth.digits().dividedBy(divisor);
  }

  /** {@link StrictMath} is the same everywhere. */
  private double ewma(long halfLife) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < size; i++) {
      long elapsed = i == 0 ? 0 : times[i] - times[i - 1];
      double decay = elapsed == 0 ? 1 : StrictMath.pow(0.5, elapsed / (double) halfLife);
      sum = sum * decay + values[i];
      weights = weights * decay + 1;
    }
    return sum / weights;
  }

  private OptionalDouble timeWeighted(TimeWeightedMean mean, Optional<WindowEdges> edges) {
    edges
        .flatMap(WindowEdges::before)
        .ifPresent(before -> mean.enter(before, edges.get().start(), times[0], values[0]));
    for (int i = 1; i < size; i++) {
      mean.add(times[i - 1], values[i - 1], times[i], values[i]);
    }
    edges.ifPresent(
        window -> mean.leave(times[size - 1], values[size - 1], window.end(), window.after()));
    return mean.value();
  }

  @Override
  void write(DataOutputStream out) throws IOException {
    Timeline ordered = inOrder();
    Varints.write(size, out);
    long before = 0;
    for (int i = 0; i < size; i++) {
      Varints.writeSigned(ordered.times[i] - before, out);
      out.writeDouble(ordered.values[i]);
      before = ordered.times[i];
    }
  }

  @Override
  void read(DataInputStream in) throws IOException {
    long time = 0;
    for (long left = Varints.read(in); left > 0; left--) {
      time += Varints.readSigned(in);
      add(time, in.readDouble());
    }
  }

  @Override
  long bytes() {
    return (long) (Long.BYTES + Double.BYTES) * times.length;
  }

  @Override
  public boolean equals(Object object) {
    if (!(object instanceof Timeline other) || size != other.size) {
      return false;
    }
    Timeline mine = inOrder();
    Timeline theirs = other.inOrder();
    return Arrays.equals(mine.times, 0, size, theirs.times, 0, size)
        && Arrays.equals(mine.values, 0, size, theirs.values, 0, size);
  }

  @Override
  public int hashCode() {
    Timeline ordered = inOrder();
    return 31 * Arrays.hashCode(Arrays.copyOf(ordered.times, size))
        + Arrays.hashCode(Arrays.copyOf(ordered.values, size));
  }
}
