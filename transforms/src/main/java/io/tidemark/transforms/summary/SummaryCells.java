// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import java.io.IOException;

/**
 * Summaries of ordinary readings in arrays of longs: what {@link SummaryAccumulator} keeps, where
 * it fits into a few machine words.
 *
 * <p>A cell is {@link #width} longs of an array, from an index on. A count takes one long, an exact
 * sum two, an exact sum of squares four, an extreme one, a first or last reading two.
 *
 * <ul>
 *   <li>Exact: a cell and a {@link SummaryAccumulator} of the same readings give equal summaries.
 *   <li>Readings that do not fit are refused and change nothing: {@link #accumulator} then goes on
 *       with what the cell has. They are NaN and infinities, values of 2^51 or more, values that
 *       are no multiple of 2^-74 (all of 2^-22 and more are one), and any that make the sum leave
 *       the range of 2^52. Where neither sum, mean, variance nor deviation is asked for, all fit.
 *       None fits where a statistic after {@link Statistic#LAST} is asked for.
 * </ul>
 */
public final class SummaryCells {
  private static final int NONE = -1;

  private final String askedFor;
  private final AskedFor asked;
  private final Statistic[] statistics; // in the order of their ranks
  private final int width;
  private final int sum;
  private final int squares;
  private final int min;
  private final int max;
  private final int first;
  private final int last;
  private final int ends; // the first that is no sum
  private final boolean fits; // whether all that is asked for has a fixed size
  private final boolean removable;
  private final boolean edged;

  /** Cells for these statistics. */
  public SummaryCells(Statistics askedFor) {
    this.askedFor = askedFor.toString();
    this.asked = askedFor.askedFor();
    this.statistics = asked.all().toArray(Statistic[]::new);
    int next = 1;
    this.sum = asked.needsSum() ? next : NONE;
    next += sum == NONE ? 0 : FixedPoint.SUM;
    this.squares = asked.needsSquares() ? next : NONE;
    next += squares == NONE ? 0 : FixedPoint.SQUARES;
    this.ends = next;
    this.min = asked.contains(Statistic.MIN) ? next++ : NONE;
    this.max = asked.contains(Statistic.MAX) ? next++ : NONE;
    this.first = asked.contains(Statistic.FIRST) ? next : NONE;
    next += first == NONE ? 0 : 2;
    this.last = asked.contains(Statistic.LAST) ? next : NONE;
    next += last == NONE ? 0 : 2;
    this.width = next;
    this.fits = asked.others().isEmpty();
    this.removable = askedFor.isRemovable();
    this.edged = askedFor.longestGap() > 0;
  }

  /** The statistics, as {@link Statistics#parse} reads them. */
  public String statistics() {
    return askedFor;
  }

  /** Whether there are readings that fit: all that is asked for has a fixed size. */
  public boolean canFit() {
    return fits;
  }

  /** The longs of a cell. */
  public int width() {
    return width;
  }

  /** The longs of what is no sum: extremes, first and last readings. */
  public int endsWidth() {
    return width - ends;
  }

  /**
   * Where in an array of nothing but extremes, first and last readings a cell would begin whose
   * ones are the {@code i}th there: for {@link #clearEnds} and {@link #includeEnds}.
   */
  public int endsAt(int i) {
    return i * endsWidth() - ends;
  }

  /** Whether all of a cell can be subtracted again: there are neither extremes nor ends. */
  public boolean isRemovable() {
    return removable;
  }

  /** Whether a summary is also of where the window begins and ends. */
  public boolean needsEdges() {
    return edged;
  }

  /** Makes a cell one of no readings. */
  public void clear(long[] cells, int at) {
    for (int i = at; i < at + ends; i++) {
      cells[i] = 0;
    }
    clearEnds(cells, at);
  }

  /** Forgets the extremes and the first and last reading. */
  public void clearEnds(long[] cells, int at) {
    if (min != NONE) {
      cells[at + min] = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);
    }
    if (max != NONE) {
      cells[at + max] = Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
    }
    if (first != NONE) {
      cells[at + first] = Long.MAX_VALUE;
      cells[at + first + 1] = Double.doubleToRawLongBits(Double.NaN);
    }
    if (last != NONE) {
      cells[at + last] = Long.MIN_VALUE;
      cells[at + last + 1] = Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY);
    }
  }

  /** How many readings a cell has. */
  public long count(long[] cells, int at) {
    return cells[at];
  }

  /** Adds a reading; whether it fits. */
  public boolean add(long[] cells, int at, long time, double value) {
    if (!fits) {
      return false;
    }
    if (sum != NONE && !FixedPoint.add(cells, at + sum, value)) {
      return false;
    }
    if (squares != NONE && !FixedPoint.addSquare(cells, at + squares, value)) {
      FixedPoint.add(cells, at + sum, -value);
      return false;
    }
    cells[at]++;
    if (min != NONE) {
      includeMin(cells, at, value);
    }
    if (max != NONE) {
      includeMax(cells, at, value);
    }
    if (first != NONE) {
      includeFirst(cells, at, time, value);
    }
    if (last != NONE) {
      includeLast(cells, at, time, value);
    }
    return true;
  }

  /** Adds the count and the sums of another cell, not its extremes; whether they fit. */
  public boolean addSums(long[] cells, int at, long[] other, int from) {
    if (sum != NONE && !FixedPoint.add(cells, at + sum, other, from + sum, FixedPoint.SUM)) {
      return false;
    }
    if (squares != NONE
        && !FixedPoint.add(cells, at + squares, other, from + squares, FixedPoint.SQUARES)) {
      FixedPoint.subtract(cells, at + sum, other, from + sum, FixedPoint.SUM);
      return false;
    }
    cells[at] += other[from];
    return true;
  }

  /** Undoes {@link #addSums}. */
  public void subtractSums(long[] cells, int at, long[] other, int from) {
    cells[at] -= other[from];
    if (sum != NONE) {
      FixedPoint.subtract(cells, at + sum, other, from + sum, FixedPoint.SUM);
    }
    if (squares != NONE) {
      FixedPoint.subtract(cells, at + squares, other, from + squares, FixedPoint.SQUARES);
    }
  }

  /** Includes the extremes, the first and the last reading of another cell. */
  public void includeEnds(long[] cells, int at, long[] other, int from) {
    if (min != NONE) {
      includeMin(cells, at, Double.longBitsToDouble(other[from + min]));
    }
    if (max != NONE) {
      includeMax(cells, at, Double.longBitsToDouble(other[from + max]));
    }
    if (first != NONE) {
      includeFirst(
          cells, at, other[from + first], Double.longBitsToDouble(other[from + first + 1]));
    }
    if (last != NONE) {
      includeLast(cells, at, other[from + last], Double.longBitsToDouble(other[from + last + 1]));
    }
  }

  private void includeMin(long[] cells, int at, double value) {
    double low = Math.min(Double.longBitsToDouble(cells[at + min]), value);
    cells[at + min] = Double.doubleToRawLongBits(low);
  }

  private void includeMax(long[] cells, int at, double value) {
    double high = Math.max(Double.longBitsToDouble(cells[at + max]), value);
    cells[at + max] = Double.doubleToRawLongBits(high);
  }

  private void includeFirst(long[] cells, int at, long time, double value) {
    long known = cells[at + first];
    if (time < known
        || (time == known
            && Double.compare(value, Double.longBitsToDouble(cells[at + first + 1])) < 0)) {
      cells[at + first] = time;
      cells[at + first + 1] = Double.doubleToRawLongBits(value);
    }
  }

  private void includeLast(long[] cells, int at, long time, double value) {
    long known = cells[at + last];
    if (time > known
        || (time == known
            && Double.compare(value, Double.longBitsToDouble(cells[at + last + 1])) > 0)) {
      cells[at + last] = time;
      cells[at + last + 1] = Double.doubleToRawLongBits(value);
    }
  }

  /** An accumulator of no readings, of the same statistics. */
  public SummaryAccumulator accumulator() {
    return new SummaryAccumulator(asked);
  }

  /** The summary of accumulators of the same statistics that come and leave; of none yet. */
  public MovingAccumulator movingAccumulator() {
    return new MovingAccumulator(asked);
  }

  /** What a cell has, as an accumulator of its own. */
  public SummaryAccumulator accumulator(long[] cells, int at) {
    SummaryAccumulator accumulator = new SummaryAccumulator(asked);
    accumulator.restore(
        cells[at],
        sum == NONE ? null : FixedPoint.sum(cells, at + sum),
        squares == NONE ? null : FixedPoint.squares(cells, at + squares));
    if (cells[at] > 0) {
      accumulator.includeEnds(
          min == NONE ? 0 : Double.longBitsToDouble(cells[at + min]),
          max == NONE ? 0 : Double.longBitsToDouble(cells[at + max]),
          first == NONE ? 0 : cells[at + first],
          first == NONE ? 0 : Double.longBitsToDouble(cells[at + first + 1]),
          last == NONE ? 0 : cells[at + last],
          last == NONE ? 0 : Double.longBitsToDouble(cells[at + last + 1]));
    }
    return accumulator;
  }

  /** The statistics of a cell. */
  public Summary summary(long[] cells, int at) {
    double[] values = new double[statistics.length];
    int next = 0;
    for (Statistic statistic : statistics) {
      if (cells[at] >= statistic.neededReadings()) {
        values[next] = value(statistic, cells, at);
      }
      next++;
    }
    return new Summary(asked, cells[at], 0, values);
  }

  private double value(Statistic statistic, long[] cells, int at) {
    return switch (statistic.kind()) {
      case COUNT -> cells[at];
      case SUM -> FixedPoint.dividedBy(cells, at + sum, 1);
      case MEAN -> FixedPoint.dividedBy(cells, at + sum, cells[at]);
      case MIN -> Double.longBitsToDouble(cells[at + min]);
      case MAX -> Double.longBitsToDouble(cells[at + max]);
      case VARIANCE -> variance(cells, at).toDouble();
      case STDDEV -> variance(cells, at).sqrt();
      case FIRST -> Double.longBitsToDouble(cells[at + first + 1]);
      case LAST -> Double.longBitsToDouble(cells[at + last + 1]);
      default -> throw new IllegalArgumentException(statistic + " has no cell");
    };
  }

  private ExactRational variance(long[] cells, int at) {
    return SampleVariance.of(
        cells[at], FixedPoint.sum(cells, at + sum), FixedPoint.squares(cells, at + squares));
  }

  /** Writes a cell: the count, the sums without their zeros, the extremes. */
  public void write(long[] cells, int at, ByteWriter out) {
    out.varint(cells[at]);
    if (sum != NONE) {
      FixedPoint.write(cells, at + sum, FixedPoint.SUM, out);
    }
    if (squares != NONE) {
      FixedPoint.write(cells, at + squares, FixedPoint.SQUARES, out);
    }
    for (int i = at + ends; i < at + width; i++) {
      out.fixed64(cells[i]);
    }
  }

  /** Reads what {@link #write} wrote. */
  public void read(ByteReader in, long[] cells, int at) throws IOException {
    cells[at] = in.varint();
    if (sum != NONE) {
      FixedPoint.read(in, cells, at + sum, FixedPoint.SUM);
    }
    if (squares != NONE) {
      FixedPoint.read(in, cells, at + squares, FixedPoint.SQUARES);
    }
    for (int i = at + ends; i < at + width; i++) {
      cells[i] = in.fixed64();
    }
  }
}
