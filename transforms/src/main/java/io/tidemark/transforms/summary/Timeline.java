// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * All readings, for statistics of their order in time; among equal times by value, as {@link
 * Double#compare} has it.
 */
final class Timeline extends Part {
  private static final int INITIAL = 8;

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
    values[size] = canonical(value);
    size++;
    sorted &= size == 1 || compare(size - 2, size - 1) <= 0;
  }

  private static double canonical(double value) {
    return Double.isNaN(value) ? Double.NaN : value;
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
  MovingPart moving(List<Statistic> statistics) {
    return new Moving(statistics.stream().filter(this::has).toList());
  }

  /** All readings of some timelines in order, and what the statistics make of them. */
  private static final class Moving implements MovingPart {
    private final OrderedReadings readings = new OrderedReadings();
    private final Map<Statistic, OverTime> values = new HashMap<>();

    Moving(List<Statistic> statistics) {
      statistics.forEach(statistic -> values.put(statistic, OverTime.of(statistic)));
    }

    @Override
    public void append(Part newest) {
      Timeline ordered = ((Timeline) newest).inOrder();
      for (int i = 0; i < ordered.size; i++) {
        append(ordered.times[i], ordered.values[i]);
      }
    }

    @Override
    public void append(long time, double value) {
      readings.append(time, canonical(value));
      for (OverTime each : values.values()) {
        each.came(readings);
      }
    }

    @Override
    public void removeOldest(Part oldest) {
      for (int i = ((Timeline) oldest).size; i > 0; i--) {
        removeOldest();
      }
    }

    @Override
    public void removeOldest(long time, double value) {
      removeOldest();
    }

    private void removeOldest() {
      for (OverTime each : values.values()) {
        each.leaves(readings);
      }
      readings.removeFirst();
    }

    @Override
    public OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
      return readings.size() < statistic.neededReadings()
          ? OptionalDouble.empty()
          : values.get(statistic).value(readings, edges);
    }
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
