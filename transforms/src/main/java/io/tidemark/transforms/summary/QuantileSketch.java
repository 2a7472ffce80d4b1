// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Counts of values by size, for percentiles: the bins of a DDSketch, and the values that have none.
 *
 * <p>They are cut by the bits of a double alone, so they are the same on every machine; none is
 * ever given up, so the order of additions does not matter. They are kept in arrays, since a store
 * of the library takes several hundred bytes of one value, and there is one for each pane.
 */
final class QuantileSketch extends Part {
  private static final int SIGNIFICANT_BITS = 7;
  private static final IndexMapping MAPPING =
      new BitwiseLinearlyInterpolatedMapping(SIGNIFICANT_BITS);
  private static final double LEAST = MAPPING.minIndexableValue();
  private static final double MOST = MAPPING.maxIndexableValue();
  private static final int FIRST_INDEX = MAPPING.index(LEAST);
  private static final long ALL_PARTS = 100_000;
  private static final long OWN_BYTES = 48;

  /**
   * By the order of their values: 0 is zero, what is above it has 1 and more, what is below it the
   * opposite of what its opposite has.
   */
  private final Bins bins = new Bins();

  private long nans;
  private long negativeInfinities;
  private long positiveInfinities;

  /** The bin of a finite value. */
  private static int bin(double value) {
    double size = Math.min(Math.abs(value), MOST);
    if (size <= LEAST) {
      return 0;
    }
    int bin = binOf(MAPPING.index(size));
    return value < 0 ? -bin : bin;
  }

  private static int binOf(int index) {
    return index - FIRST_INDEX + 1;
  }

  private static int indexOf(int bin) {
    return Math.abs(bin) - 1 + FIRST_INDEX;
  }

  /** The middle of a bin, whose ends are exact. */
  private static double middle(int bin) {
    if (bin == 0) {
      return 0;
    }
    double low = MAPPING.lowerBound(indexOf(bin));
    double high = Math.min(MAPPING.upperBound(indexOf(bin)), Double.MAX_VALUE);
    double middle = low + (high - low) / 2;
    return bin < 0 ? -middle : middle;
  }

  @Override
  boolean has(Statistic statistic) {
    return statistic.kind() == StatisticKind.PERCENTILE;
  }

  @Override
  void add(long time, double value) {
    count(value, 1);
  }

  private void count(double value, int change) {
    if (Double.isFinite(value)) {
      bins.add(bin(value), change);
    } else if (Double.isNaN(value)) {
      nans += change;
    } else if (value < 0) {
      negativeInfinities += change;
    } else {
      positiveInfinities += change;
    }
  }

  @Override
  void merge(Part other) {
    count((QuantileSketch) other, 1);
  }

  private void count(QuantileSketch that, int sign) {
    bins.add(that.bins, sign);
    nans += sign * that.nans;
    negativeInfinities += sign * that.negativeInfinities;
    positiveInfinities += sign * that.positiveInfinities;
  }

  private OptionalDouble value(Statistic statistic) {
    long finite = bins.count();
    long all = nans + negativeInfinities + finite + positiveInfinities;
    if (all == 0) {
      return OptionalDouble.empty();
    }
    if (nans > 0) {
      return OptionalDouble.of(Double.NaN);
    }
    long rank = statistic.parameter() * (all - 1) / ALL_PARTS - negativeInfinities;
    if (rank < 0) {
      return OptionalDouble.of(Double.NEGATIVE_INFINITY);
    }
    return OptionalDouble.of(
        rank < finite ? middle(bins.number(bins.placeOf(rank))) : Double.POSITIVE_INFINITY);
  }

  @Override
  MovingPart moving(List<Statistic> statistics) {
    return new Moving();
  }

  /** The counts of some sketches together. */
  private static final class Moving implements MovingPart {
    private final QuantileSketch all = new QuantileSketch();

    @Override
    public void append(Part newest) {
      all.count((QuantileSketch) newest, 1);
    }

    @Override
    public void removeOldest(Part oldest) {
      all.count((QuantileSketch) oldest, -1);
    }

    @Override
    public void append(long time, double value) {
      all.count(value, 1);
    }

    @Override
    public void removeOldest(long time, double value) {
      all.count(value, -1);
    }

    @Override
    public OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
      return all.value(statistic);
    }
  }

  /** The values without a bin, then the bins of values below and above zero, smallest first. */
  @Override
  void write(DataOutputStream out) throws IOException {
    int zero = bins.placeFrom(0);
    boolean hasZeros = zero < bins.size() && bins.number(zero) == 0;
    Varints.write(nans, out);
    Varints.write(negativeInfinities, out);
    Varints.write(positiveInfinities, out);
    Varints.write(hasZeros ? bins.count(zero) : 0, out);
    Varints.write(zero, out);
    long before = 0;
    for (int place = zero - 1; place >= 0; place--) {
      before = write(place, before, out);
    }
    int above = hasZeros ? zero + 1 : zero;
    Varints.write(bins.size() - above, out);
    before = 0;
    for (int place = above; place < bins.size(); place++) {
      before = write(place, before, out);
    }
  }

  /** By how much its index is above the one before, and its count. */
  private int write(int place, long before, DataOutputStream out) throws IOException {
    int index = indexOf(bins.number(place));
    Varints.writeSigned(index - before, out);
    Varints.write(bins.count(place), out);
    return index;
  }

  @Override
  void read(DataInputStream in) throws IOException {
    nans = Varints.read(in);
    negativeInfinities = Varints.read(in);
    positiveInfinities = Varints.read(in);
    bins.add(0, Varints.read(in));
    read(in, -1);
    read(in, 1);
  }

  private void read(DataInputStream in, int sign) throws IOException {
    long index = 0;
    for (long left = Varints.read(in); left > 0; left--) {
      index += Varints.readSigned(in);
      bins.add(sign * binOf(Math.toIntExact(index)), Varints.read(in));
    }
  }

  @Override
  long bytes() {
    return OWN_BYTES + bins.bytes();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof QuantileSketch other
        && nans == other.nans
        && negativeInfinities == other.negativeInfinities
        && positiveInfinities == other.positiveInfinities
        && bins.equals(other.bins);
  }

  @Override
  public int hashCode() {
    return bins.hashCode();
  }
}
