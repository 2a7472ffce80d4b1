// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A number that sums up readings.
 *
 * <pre>{@code
 * SummaryAccumulator readings = new SummaryAccumulator(Statistics.of(Statistic.MEAN));
 * readings.add(0, 20.5);
 * readings.add(1000, 21.5);
 * OptionalDouble mean = readings.summary().value(Statistic.MEAN); // 21.0
 * }</pre>
 *
 * <ul>
 *   <li>Each is correctly rounded: the double nearest to the exact value, ties to even.
 *   <li>Nothing to say is an absent value: a mean, extreme, first or last of no readings, a
 *       variance or standard deviation of fewer than two.
 * </ul>
 */
public enum Statistic {
  /** How many readings, NaN and infinities among them. */
  COUNT(0, 0, true),

  /** The exact sum, rounded once: 0.0 of no readings; never -0.0; an infinity on overflow. */
  SUM(1, 0, true),

  /** The exact sum over the count, rounded once: never -0.0; it does not overflow. */
  MEAN(2, 1, true),

  /** The smallest value: NaN if any is NaN; -0.0 is below 0.0. */
  MIN(3, 1, false),

  /** The largest value: NaN if any is NaN; 0.0 is above -0.0. */
  MAX(4, 1, false),

  /** The variance of the sample (over n - 1): NaN if any reading is NaN or infinite. */
  VARIANCE(5, 2, true),

  /**
   * The standard deviation of the sample: the root of the exact variance, also where the variance
   * itself is too large or too small for a double; NaN if any reading is NaN or infinite.
   */
  STDDEV(6, 2, true),

  /**
   * The value of the earliest reading by event time; of several, the smallest by {@link
   * Double#compare}, so that the order of arrival does not matter.
   */
  FIRST(7, 1, false),

  /**
   * The value of the latest reading by event time; of several, the largest by {@link
   * Double#compare}, so that the order of arrival does not matter.
   */
  LAST(8, 1, false);

  /** All, in the order of their encoding. */
  static final List<Statistic> ALL = List.of(values());

  /** Those that readings cannot be removed from. */
  static final int NOT_REMOVABLE = bits(MIN, MAX, FIRST, LAST);

  private final int bit;
  private final int neededReadings;
  private final boolean removable;

  /**
   * A statistic.
   *
   * @param index its place in encoded sets; part of the format, so never another's
   * @param neededReadings of fewer it is absent
   */
  Statistic(int index, int neededReadings, boolean removable) {
    this.bit = 1 << index;
    this.neededReadings = neededReadings;
    this.removable = removable;
  }

  /** The name in options and output: lower case. */
  public String optionName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a reading can be removed from it again without keeping the others. */
  public boolean isRemovable() {
    return removable;
  }

  /** Whether so many readings have it. */
  boolean isDefinedFor(long readings) {
    return readings >= neededReadings;
  }

  /** A set of statistics as a number. */
  static int bits(Statistic... statistics) {
    return Arrays.stream(statistics).mapToInt(s -> s.bit).reduce(0, (a, b) -> a | b);
  }

  /** Whether it is in the set. */
  boolean isIn(int bits) {
    return (bits & bit) != 0;
  }

  /** How many of the set come before it. */
  int rankIn(int bits) {
    return Integer.bitCount(bits & (bit - 1));
  }

  /** The option names of a set, separated by commas. */
  static String names(int bits) {
    return ALL.stream()
        .filter(s -> s.isIn(bits))
        .map(Statistic::optionName)
        .collect(Collectors.joining(","));
  }

  /** Reads a set that was written as a varint. */
  static int readBits(DataInputStream in) throws IOException {
    long bits = Varints.read(in);
    if (bits <= 0 || bits >= 1L << ALL.size()) {
      throw new StreamCorruptedException("a set of statistics with the code " + bits);
    }
    return (int) bits;
  }
}
