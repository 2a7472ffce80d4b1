// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.mapping.BitwiseLinearlyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Bin;
import com.datadoghq.sketch.ddsketch.store.SparseStore;
import com.datadoghq.sketch.ddsketch.store.Store;
import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Counts of values by size, for percentiles: a DDSketch and the values it does not take.
 *
 * <p>Its bins are cut by the bits of a double alone, so they are the same on every machine; none is
 * ever given up, so the order of additions does not matter.
 */
final class QuantileSketch extends Part {
  private static final int SIGNIFICANT_BITS = 7;
  private static final IndexMapping MAPPING =
      new BitwiseLinearlyInterpolatedMapping(SIGNIFICANT_BITS);
  private static final long ALL_PARTS = 100_000;
  private static final long BYTES_OF_BIN = 64;

  private final DDSketch sketch = new DDSketch(MAPPING, SparseStore::new);
  private long nans;
  private long negativeInfinities;
  private long positiveInfinities;

  @Override
  boolean has(Statistic statistic) {
    return statistic.kind() == StatisticKind.PERCENTILE;
  }

  @Override
  void add(long time, double value) {
    if (Double.isFinite(value)) {
      double most = MAPPING.maxIndexableValue();
      sketch.accept(Math.max(-most, Math.min(most, value)));
    } else if (Double.isNaN(value)) {
      nans++;
    } else if (value < 0) {
      negativeInfinities++;
    } else {
      positiveInfinities++;
    }
  }

  @Override
  void merge(Part other) {
    QuantileSketch that = (QuantileSketch) other;
    sketch.mergeWith(that.sketch);
    nans += that.nans;
    negativeInfinities += that.negativeInfinities;
    positiveInfinities += that.positiveInfinities;
  }

  @Override
  MovingPart moving(List<Statistic> statistics) {
    return new Moving();
  }

  /** The counts of some sketches together. */
  private static final class Moving implements MovingPart {
    private final Bins negative = new Bins();
    private final Bins positive = new Bins();
    private long zeros;
    private long nans;
    private long negativeInfinities;
    private long positiveInfinities;

    @Override
    public void append(Part newest) {
      add((QuantileSketch) newest, 1);
    }

    @Override
    public void removeOldest(Part oldest) {
      add((QuantileSketch) oldest, -1);
    }

    @Override
    public void append(long time, double value) {
      add(ofOne(time, value), 1);
    }

    @Override
    public void removeOldest(long time, double value) {
      add(ofOne(time, value), -1);
    }

    private static QuantileSketch ofOne(long time, double value) {
      QuantileSketch one = new QuantileSketch();
      one.add(time, value);
      return one;
    }

    private void add(QuantileSketch that, int sign) {
      negative.add(that.sketch.getNegativeValueStore(), sign);
      positive.add(that.sketch.getPositiveValueStore(), sign);
      zeros += sign * that.zeros();
      nans += sign * that.nans;
      negativeInfinities += sign * that.negativeInfinities;
      positiveInfinities += sign * that.positiveInfinities;
    }

    @Override
    public OptionalDouble value(Statistic statistic, Optional<WindowEdges> edges) {
      long finite = negative.count() + zeros + positive.count();
      long all = nans + negativeInfinities + finite + positiveInfinities;
      if (all == 0) {
        return OptionalDouble.empty();
      }
      if (nans > 0) {
        return OptionalDouble.of(Double.NaN);
      }
      long rank = statistic.parameter() * (all - 1) / ALL_PARTS;
      return OptionalDouble.of(valueAt(rank - negativeInfinities, finite));
    }

    private double valueAt(long rank, long finite) {
      if (rank < 0) {
        return Double.NEGATIVE_INFINITY;
      }
      if (rank >= finite) {
        return Double.POSITIVE_INFINITY;
      }
      long below = negative.count();
      if (rank < below) {
        return -negative.valueAt(below - 1 - rank);
      }
      return rank < below + zeros ? 0.0 : positive.valueAt(rank - below - zeros);
    }
  }

  /** Counts by size, of values of one sign. */
  private static final class Bins {
    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long count;

    void add(Store store, int sign) {
      store.forEach(
          (index, number) -> {
            long change = sign * (long) number;
            counts.merge(index, change, Bins::plus);
            count += change;
          });
    }

    /** Null for none, which a map leaves out. */
    private static Long plus(long counted, long change) {
      return counted + change == 0 ? null : Long.valueOf(counted + change);
    }

    long count() {
      return count;
    }

    /** The middle of the bin, whose ends are exact, of the value of a rank from the smallest. */
    double valueAt(long rank) {
      long left = rank;
      for (Map.Entry<Integer, Long> bin : counts.entrySet()) {
        left -= bin.getValue();
        if (left < 0) {
          double low = MAPPING.lowerBound(bin.getKey());
          double high = Math.min(MAPPING.upperBound(bin.getKey()), Double.MAX_VALUE);
          return low + (high - low) / 2;
        }
      }
      throw new IllegalStateException("rank " + rank + " of " + count);
    }
  }

  @Override
  void write(DataOutputStream out) throws IOException {
    Varints.write(nans, out);
    Varints.write(negativeInfinities, out);
    Varints.write(positiveInfinities, out);
    Varints.write(zeros(), out);
    write(sketch.getNegativeValueStore(), out);
    write(sketch.getPositiveValueStore(), out);
  }

  private long zeros() {
    return (long)
        (sketch.getCount()
            - sketch.getNegativeValueStore().getTotalCount()
            - sketch.getPositiveValueStore().getTotalCount());
  }

  /** How many bins, and of each by how much its index is above the one before, and its count. */
  private static void write(Store store, DataOutputStream out) throws IOException {
    List<Bin> bins = bins(store);
    Varints.write(bins.size(), out);
    long before = 0;
    for (Bin bin : bins) {
      Varints.writeSigned(bin.getIndex() - before, out);
      Varints.write((long) bin.getCount(), out);
      before = bin.getIndex();
    }
  }

  private static List<Bin> bins(Store store) {
    return store.getAscendingStream().toList();
  }

  @Override
  void read(DataInputStream in) throws IOException {
    nans = Varints.read(in);
    negativeInfinities = Varints.read(in);
    positiveInfinities = Varints.read(in);
    long zeros = Varints.read(in);
    if (zeros > 0) {
      sketch.accept(0.0, (double) zeros);
    }
    read(in, sketch.getNegativeValueStore());
    read(in, sketch.getPositiveValueStore());
  }

  private static void read(DataInputStream in, Store store) throws IOException {
    long index = 0;
    for (long left = Varints.read(in); left > 0; left--) {
      index += Varints.readSigned(in);
      store.add(Math.toIntExact(index), (double) Varints.read(in));
    }
  }

  @Override
  long bytes() {
    return BYTES_OF_BIN
        * (1
            + sketch.getNegativeValueStore().getStream().count()
            + sketch.getPositiveValueStore().getStream().count());
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof QuantileSketch other
        && nans == other.nans
        && negativeInfinities == other.negativeInfinities
        && positiveInfinities == other.positiveInfinities
        && zeros() == other.zeros()
        && bins(sketch.getNegativeValueStore()).equals(bins(other.sketch.getNegativeValueStore()))
        && bins(sketch.getPositiveValueStore()).equals(bins(other.sketch.getPositiveValueStore()));
  }

  @Override
  public int hashCode() {
    return Double.hashCode(sketch.getCount());
  }
}
