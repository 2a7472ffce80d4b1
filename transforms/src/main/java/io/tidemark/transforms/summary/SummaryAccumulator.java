// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
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
  /** What sums and extremes take, about. */
  private static final long BASIC_BYTES = 600;

  private final AskedFor asked;
  private final boolean hasMin;
  private final boolean hasMax;
  private final boolean hasFirst;
  private final boolean hasLast;
  private final Part[] parts;
  private final boolean removable;
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
    this(statistics.askedFor());
  }

  SummaryAccumulator(AskedFor asked) {
    this.asked = asked;
    this.sum = asked.needsSum() ? new ExactSum() : null;
    this.squares = asked.needsSquares() ? new Superaccumulator() : null;
    this.hasMin = asked.contains(Statistic.MIN);
    this.hasMax = asked.contains(Statistic.MAX);
    this.hasFirst = asked.contains(Statistic.FIRST);
    this.hasLast = asked.contains(Statistic.LAST);
    this.parts = Part.of(asked);
    this.removable = asked.notRemovable().isEmpty();
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
    addToSums(value);
    includeExtremes(value, value);
    includeFirst(time, value);
    includeLast(time, value);
    for (Part part : parts) {
      part.add(time, value);
    }
  }

  /** Adds to what is neither an extreme, nor an end, nor a part. */
  void addToSums(double value) {
    count++;
    if (sum != null) {
      sum.add(value);
    }
    if (squares != null && Double.isFinite(value)) {
      squares.addSquare(value);
    }
  }

  /** Undoes {@link #add(Reading)} of an equal reading. */
  public void remove(Reading reading) {
    remove(reading.time(), reading.value());
  }

  /** Undoes {@link #add(long, double)} of an equal reading. */
  public void remove(long time, double value) {
    checkRemovable("remove", 1);
    removeFromSums(value);
  }

  /** Undoes {@link #addToSums}. */
  void removeFromSums(double value) {
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
    mergeSums(other);
    includeEnds(other.min, other.max, other.firstTime, other.first, other.lastTime, other.last);
    for (int i = 0; i < parts.length; i++) {
      parts[i].merge(other.parts[i]);
    }
  }

  /** As {@link #addToSums} of all readings of another. */
  void mergeSums(SummaryAccumulator other) {
    count += other.count;
    if (sum != null) {
      sum.merge(other.sum);
    }
    if (squares != null) {
      squares.merge(other.squares);
    }
  }

  /** Undoes {@link #merge} of an equal accumulator. */
  public void subtract(SummaryAccumulator other) {
    checkSameStatistics("subtract", other);
    checkRemovable("subtract", other.count);
    subtractSums(other);
  }

  /** Undoes {@link #mergeSums}. */
  void subtractSums(SummaryAccumulator other) {
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

  /** The extremes, and the first and the last reading. */
  Ends ends() {
    return new Ends(min, max, firstTime, first, lastTime, last);
  }

  void setEnds(Ends ends) {
    min = ends.min();
    max = ends.max();
    firstTime = ends.firstTime();
    first = ends.first();
    lastTime = ends.lastTime();
    last = ends.last();
  }

  /**
   * What is neither a sum nor a part.
   *
   * @param min the least value
   * @param max the largest value
   */
  record Ends(double min, double max, long firstTime, double first, long lastTime, double last) {
    static Ends of(Reading reading) {
      double value = reading.value();
      return new Ends(value, value, reading.time(), value, reading.time(), value);
    }
  }

  private void includeExtremes(double low, double high) {
    if (hasMin) {
      min = Math.min(min, low);
    }
    if (hasMax) {
      max = Math.max(max, high);
    }
  }

  private void includeFirst(long time, double value) {
    if (hasFirst && (time < firstTime || (time == firstTime && Double.compare(value, first) < 0))) {
      firstTime = time;
      first = value;
    }
  }

  private void includeLast(long time, double value) {
    if (hasLast && (time > lastTime || (time == lastTime && Double.compare(value, last) > 0))) {
      lastTime = time;
      last = value;
    }
  }

  private void checkRemovable(String method, long readings) {
    if (!removable) {
      throw new UnsupportedOperationException(
          String.format(
              "%s: %s cannot be undone, asked for was %s",
              method, AskedFor.of(asked.notRemovable()), asked));
    }
    if (readings > count) {
      throw new IllegalStateException(
          String.format("%s: %s of %s readings", method, readings, count));
    }
  }

  private void checkSameStatistics(String method, SummaryAccumulator other) {
    if (!asked.equals(other.asked)) {
      throw new IllegalArgumentException(
          String.format("%s(%s): must be of %s", method, other.asked, asked));
    }
  }

  /** The statistics of what is in it now; it can go on collecting. */
  public Summary summary() {
    return summary(Optional.empty());
  }

  /** The statistics of what is in it now, which are all readings of a window. */
  public Summary summary(WindowEdges edges) {
    return summary(Optional.of(edges));
  }

  private Summary summary(Optional<WindowEdges> edges) {
    MovingPart[] moving = movingParts();
    appendTo(moving);
    return summary(moving, edges);
  }

  void appendTo(MovingPart[] moving) {
    for (int i = 0; i < parts.length; i++) {
      moving[i].append(parts[i]);
    }
  }

  void removeFrom(MovingPart[] moving) {
    for (int i = 0; i < parts.length; i++) {
      moving[i].removeOldest(parts[i]);
    }
  }

  /** For the statistics of parts such as its own, in their order. */
  MovingPart[] movingParts() {
    MovingPart[] moving = new MovingPart[parts.length];
    for (int i = 0; i < parts.length; i++) {
      moving[i] = parts[i].moving(asked.others());
    }
    return moving;
  }

  /** The statistics, those that are not basic from elsewhere. */
  Summary summary(MovingPart[] moving, Optional<WindowEdges> edges) {
    double[] values = new double[asked.all().size()];
    int rank = 0;
    for (Statistic statistic : Statistic.BASIC) {
      if (asked.contains(statistic)) {
        values[rank++] = count >= statistic.neededReadings() ? value(statistic) : 0;
      }
    }
    long present = 0;
    for (Statistic statistic : asked.others()) {
      OptionalDouble value = moving[partOf(statistic)].value(statistic, edges);
      present |= value.isPresent() ? 1L << rank : 0;
      values[rank++] = value.orElse(0);
    }
    return new Summary(asked, count, present, values);
  }

  private int partOf(Statistic statistic) {
    int part = 0;
    while (!parts[part].has(statistic)) {
      part++;
    }
    return part;
  }

  private double value(Statistic statistic) {
    return switch (statistic.kind()) {
      case COUNT -> count;
      case SUM -> sum.sum();
      case MEAN -> sum.mean(count);
      case MIN -> min;
      case MAX -> max;
      case VARIANCE -> sum.isFinite() ? variance().toDouble() : Double.NaN;
      case STDDEV -> sum.isFinite() ? variance().sqrt() : Double.NaN;
      case FIRST -> first;
      case LAST -> last;
      default -> throw new IllegalArgumentException(statistic + " is not basic");
    };
  }

  /** The last reading, as {@link Statistic#LAST} has it, where all readings are kept. */
  public Optional<Reading> newest() {
    return timeline().flatMap(Timeline::newest);
  }

  /** The first reading, as {@link Statistic#FIRST} has it, where all readings are kept. */
  public Optional<Reading> oldest() {
    return timeline().flatMap(Timeline::oldest);
  }

  private Optional<Timeline> timeline() {
    return Arrays.stream(parts)
        .filter(Timeline.class::isInstance)
        .map(Timeline.class::cast)
        .findFirst();
  }

  /** About what it takes in memory. */
  public long bytes() {
    long bytes = BASIC_BYTES;
    for (Part part : parts) {
      bytes += part.bytes();
    }
    return bytes;
  }

  private ExactRational variance() {
    return SampleVariance.of(count, sum.digits(), squares.digits());
  }

  /**
   * Version, statistics, count, then what is kept for them: exact sum, exact sum of squares, min,
   * max, time and value of first and last, counts of sizes, different values, readings.
   */
  public static Coder<SummaryAccumulator> coder() {
    return SummaryAccumulatorCoder.INSTANCE;
  }

  /** Whether the same statistics are asked for and all that is kept for them is equal. */
  @Override
  public boolean equals(Object object) {
    return object instanceof SummaryAccumulator other
        && asked.equals(other.asked)
        && count == other.count
        && Objects.equals(sum, other.sum)
        && Objects.equals(squares, other.squares)
        && Double.compare(min, other.min) == 0
        && Double.compare(max, other.max) == 0
        && firstTime == other.firstTime
        && Double.compare(first, other.first) == 0
        && lastTime == other.lastTime
        && Double.compare(last, other.last) == 0
        && Arrays.equals(parts, other.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        asked,
        count,
        sum,
        squares,
        min,
        max,
        firstTime,
        first,
        lastTime,
        last,
        Arrays.hashCode(parts));
  }

  /** The summary as text. */
  @Override
  public String toString() {
    return summary().toString();
  }

  private static final class SummaryAccumulatorCoder extends VersionedCoder<SummaryAccumulator> {
    private static final long serialVersionUID = 1;

    private static final SummaryAccumulatorCoder INSTANCE = new SummaryAccumulatorCoder();

    private SummaryAccumulatorCoder() {
      super(1);
    }

    @Override
    protected void write(SummaryAccumulator readings, DataOutputStream out) throws IOException {
      readings.asked.write(out);
      Varints.write(readings.count, out);
      if (readings.sum != null) {
        readings.sum.write(out);
      }
      if (readings.squares != null) {
        readings.squares.digits().write(out);
      }
      if (readings.count > 0) {
        readings.writeExtremes(out);
        for (Part part : readings.parts) {
          part.write(out);
        }
      }
    }

    @Override
    protected SummaryAccumulator read(DataInputStream in, int version) throws IOException {
      SummaryAccumulator readings = new SummaryAccumulator(AskedFor.read(in));
      readings.count = Varints.read(in);
      if (readings.sum != null) {
        readings.sum = ExactSum.read(in);
      }
      if (readings.squares != null) {
        readings.squares = Superaccumulator.of(Digits.read(in));
      }
      if (readings.count > 0) {
        readings.readExtremes(in);
        for (Part part : readings.parts) {
          part.read(in);
        }
      }
      return readings;
    }
  }

  private void writeExtremes(DataOutputStream out) throws IOException {
    if (hasMin) {
      out.writeDouble(min);
    }
    if (hasMax) {
      out.writeDouble(max);
    }
    if (hasFirst) {
      Varints.writeSigned(firstTime, out);
      out.writeDouble(first);
    }
    if (hasLast) {
      Varints.writeSigned(lastTime, out);
      out.writeDouble(last);
    }
  }

  private void readExtremes(DataInputStream in) throws IOException {
    if (hasMin) {
      min = in.readDouble();
    }
    if (hasMax) {
      max = in.readDouble();
    }
    if (hasFirst) {
      firstTime = Varints.readSigned(in);
      first = in.readDouble();
    }
    if (hasLast) {
      lastTime = Varints.readSigned(in);
      last = in.readDouble();
    }
  }
}
