// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;

/**
 * Collects readings and keeps no more of them than the statistics that are asked for need.
 *
 * <pre>{@code
 * Statistics statistics = Statistics.parse("count,mean,stddev");
 * SummaryAccumulator day = new SummaryAccumulator(statistics);
 * day.add(Reading.of(0, 20.5));
 * day.add(Reading.of(60_000, 21.5));
 *
 * SummaryAccumulator morning = new SummaryAccumulator(statistics);
 * morning.add(Reading.of(0, 20.5));
 *
 * day.subtract(morning);
 * System.out.println(day.summary()); // count=1,mean=21.5,stddev=
 * }</pre>
 *
 * <ul>
 *   <li>Any order of {@link #add} and {@link #merge} gives an equal accumulator, equal bytes and an
 *       equal summary, to the bit.
 *   <li>{@link #remove} and {@link #subtract} undo them without a trace, for the statistics that
 *       {@linkplain Statistics#isRemovable allow} it: count, sum, mean, variance, stddev. To remove
 *       what was not added makes every later result meaningless; it is noticed only where the count
 *       would fall below zero.
 *   <li>Empty: count and sum are 0, everything else is absent.
 *   <li>NaN, infinities, overflow, -0.0 and the rule for equal times: see {@link Statistic}.
 *   <li>Encoded, ordinary data: version and statistics 2 bytes (first or last: 3), count 1 to 3,
 *       sum and mean 11, variance and stddev 30, min and max 8 each, first and last 14 each. A
 *       thousand temperatures: 15 bytes for count and mean, 31 with min and max.
 *   <li>Not safe for use by several threads while one of them changes it.
 * </ul>
 */
public final class SummaryAccumulator {
  private static final int NEED_SQUARES = Statistic.bits(Statistic.VARIANCE, Statistic.STDDEV);
  private static final int NEED_SUM = NEED_SQUARES | Statistic.bits(Statistic.SUM, Statistic.MEAN);

  private final int asked;
  private long count;
  private ExactSum sum; // null unless needed
  private Superaccumulator squares; // of the finite readings; null unless needed

  // Without a reading, or not asked for, these are neutral: any reading replaces or equals them.
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private long firstTime = Long.MAX_VALUE;
  private double first = Double.NaN;
  private long lastTime = Long.MIN_VALUE;
  private double last = Double.NEGATIVE_INFINITY;

  /** No readings yet. */
  public SummaryAccumulator(Statistics statistics) {
    this(statistics.bits());
  }

  SummaryAccumulator(int asked) {
    this.asked = asked;
    this.sum = needsSum(asked) ? new ExactSum() : null;
    this.squares = needsSquares(asked) ? new Superaccumulator() : null;
  }

  static boolean needsSum(int asked) {
    return (asked & NEED_SUM) != 0;
  }

  static boolean needsSquares(int asked) {
    return (asked & NEED_SQUARES) != 0;
  }

  /** Adds a reading. */
  public void add(Reading reading) {
    add(reading.time(), reading.value());
  }

  /** How many readings it has. */
  public long count() {
    return count;
  }

  /**
   * Adds a reading.
   *
   * @param time event time in milliseconds since 1970-01-01T00:00:00Z
   * @param value any double
   */
  public void add(long time, double value) {
    count++;
    if (sum != null) {
      sum.add(value);
    }
    if (squares != null && Double.isFinite(value)) {
      squares.addSquare(value);
    }
    includeExtremes(value, value);
    includeFirst(time, value);
    includeLast(time, value);
  }

  /** Undoes {@link #add(Reading)} of an equal reading. */
  public void remove(Reading reading) {
    remove(reading.time(), reading.value());
  }

  /** Undoes {@link #add(long, double)} of an equal reading. */
  public void remove(long time, double value) {
    checkRemovable("remove", 1);
    count--;
    if (sum != null) {
      sum.remove(value);
    }
    if (squares != null && Double.isFinite(value)) {
      squares.subtractSquare(value);
    }
  }

  /** Adds all that was added to the other, which stays as it is. */
  public void merge(SummaryAccumulator other) {
    checkSameStatistics("merge", other);
    count += other.count;
    if (sum != null) {
      sum.merge(other.sum);
    }
    if (squares != null) {
      squares.merge(other.squares);
    }
    includeEnds(other.min, other.max, other.firstTime, other.first, other.lastTime, other.last);
  }

  /** Undoes {@link #merge} of an equal accumulator. */
  public void subtract(SummaryAccumulator other) {
    checkSameStatistics("subtract", other);
    checkRemovable("subtract", other.count);
    count -= other.count;
    if (sum != null) {
      sum.subtract(other.sum);
    }
    if (squares != null) {
      squares.subtract(other.squares);
    }
  }

  /** Makes it one of so many readings with these sums, null where they are not needed. */
  void restore(long readings, Digits exactSum, Digits exactSquares) {
    count = readings;
    sum = exactSum == null ? null : ExactSum.of(exactSum);
    squares = exactSquares == null ? null : Superaccumulator.of(exactSquares);
  }

  /** Includes extremes and ends; those not asked for are not looked at. */
  void includeEnds(
      double low, double high, long timeOfFirst, double first, long timeOfLast, double last) {
    includeExtremes(low, high);
    includeFirst(timeOfFirst, first);
    includeLast(timeOfLast, last);
  }

  private void includeExtremes(double low, double high) {
    if (Statistic.MIN.isIn(asked)) {
      min = Math.min(min, low);
    }
    if (Statistic.MAX.isIn(asked)) {
      max = Math.max(max, high);
    }
  }

  private void includeFirst(long time, double value) {
    if (Statistic.FIRST.isIn(asked)
        && (time < firstTime || (time == firstTime && Double.compare(value, first) < 0))) {
      firstTime = time;
      first = value;
    }
  }

  private void includeLast(long time, double value) {
    if (Statistic.LAST.isIn(asked)
        && (time > lastTime || (time == lastTime && Double.compare(value, last) > 0))) {
      lastTime = time;
      last = value;
    }
  }

  private void checkRemovable(String method, long readings) {
    if ((asked & Statistic.NOT_REMOVABLE) != 0) {
      throw new UnsupportedOperationException(
          String.format(
              "%s: %s cannot be undone, asked for was %s",
              method, Statistic.names(asked & Statistic.NOT_REMOVABLE), Statistic.names(asked)));
    }
    if (readings > count) {
      throw new IllegalStateException(
          String.format("%s: %s of %s readings", method, readings, count));
    }
  }

  private void checkSameStatistics(String method, SummaryAccumulator other) {
    if (asked != other.asked) {
      throw new IllegalArgumentException(
          String.format(
              "%s(%s): must be of %s",
              method, Statistic.names(other.asked), Statistic.names(asked)));
    }
  }

  /** The statistics of what is in it now; it can go on collecting. */
  public Summary summary() {
    double[] values = new double[Integer.bitCount(asked)];
    for (Statistic statistic : Statistic.ALL) {
      if (statistic.isIn(asked) && statistic.isDefinedFor(count)) {
        values[statistic.rankIn(asked)] = value(statistic);
      }
    }
    return new Summary(asked, count, values);
  }

  private double value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> count;
      case SUM -> sum.sum();
      case MEAN -> sum.mean(count);
      case MIN -> min;
      case MAX -> max;
      case VARIANCE -> sum.isFinite() ? variance().toDouble() : Double.NaN;
      case STDDEV -> sum.isFinite() ? variance().sqrt() : Double.NaN;
      case FIRST -> first;
      case LAST -> last;
    };
  }

  private ExactRational variance() {
    return SampleVariance.of(count, sum.digits(), squares.digits());
  }

  /**
   * Version, statistics, count, then what is kept for them: exact sum, exact sum of squares, min,
   * max, time and value of first and last.
   */
  public static Coder<SummaryAccumulator> coder() {
    return SummaryAccumulatorCoder.INSTANCE;
  }

  /** Whether the same statistics are asked for and all that is kept for them is equal. */
  @Override
  public boolean equals(Object object) {
    return object instanceof SummaryAccumulator other
        && asked == other.asked
        && count == other.count
        && Objects.equals(sum, other.sum)
        && Objects.equals(squares, other.squares)
        && Double.compare(min, other.min) == 0
        && Double.compare(max, other.max) == 0
        && firstTime == other.firstTime
        && Double.compare(first, other.first) == 0
        && lastTime == other.lastTime
        && Double.compare(last, other.last) == 0;
  }

  @Override
  public int hashCode() {
    return Objects.hash(asked, count, sum, squares, min, max, firstTime, first, lastTime, last);
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return summary().toString();
  }

  private static final class SummaryAccumulatorCoder extends VersionedCoder<SummaryAccumulator> {
    private static final SummaryAccumulatorCoder INSTANCE = new SummaryAccumulatorCoder();

    private SummaryAccumulatorCoder() {
      super(1);
    }

    @Override
    protected void write(SummaryAccumulator readings, DataOutputStream out) throws IOException {
      Varints.write(readings.asked, out);
      Varints.write(readings.count, out);
      if (readings.sum != null) {
        readings.sum.write(out);
      }
      if (readings.squares != null) {
        readings.squares.digits().write(out);
      }
      if (readings.count > 0) {
        readings.writeExtremes(out);
      }
    }

    @Override
    protected SummaryAccumulator read(DataInputStream in, int version) throws IOException {
      SummaryAccumulator readings = new SummaryAccumulator(Statistic.readBits(in));
      readings.count = Varints.read(in);
      if (readings.sum != null) {
        readings.sum = ExactSum.read(in);
      }
      if (readings.squares != null) {
        readings.squares = Superaccumulator.of(Digits.read(in));
      }
      if (readings.count > 0) {
        readings.readExtremes(in);
      }
      return readings;
    }
  }

  private void writeExtremes(DataOutputStream out) throws IOException {
    if (Statistic.MIN.isIn(asked)) {
      out.writeDouble(min);
    }
    if (Statistic.MAX.isIn(asked)) {
      out.writeDouble(max);
    }
    if (Statistic.FIRST.isIn(asked)) {
      Varints.writeSigned(firstTime, out);
      out.writeDouble(first);
    }
    if (Statistic.LAST.isIn(asked)) {
      Varints.writeSigned(lastTime, out);
      out.writeDouble(last);
    }
  }

  private void readExtremes(DataInputStream in) throws IOException {
    if (Statistic.MIN.isIn(asked)) {
      min = in.readDouble();
    }
    if (Statistic.MAX.isIn(asked)) {
      max = in.readDouble();
    }
    if (Statistic.FIRST.isIn(asked)) {
      firstTime = Varints.readSigned(in);
      first = in.readDouble();
    }
    if (Statistic.LAST.isIn(asked)) {
      lastTime = Varints.readSigned(in);
      last = in.readDouble();
    }
  }
}
