// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.synthetic;

import java.io.Serializable;

/**
 * A stream of readings that needs no storage: each is a function of its index.
 *
 * <ul>
 *   <li>Series and values are pseudo-random; values are decimals with one digit, from -30.0 to
 *       72.3, that is doubles with all their bits in use, as measurements are.
 *   <li>The {@code i}th reading was due at {@link #due}, evenly in event time, and is late by 0 to
 *       {@link #DISORDER} milliseconds, exclusive: a watermark that follows at that distance is
 *       never overtaken.
 *   <li>It ends a quarter of a period after the end of a period, so that a watermark at {@link
 *       #DISORDER} has passed that end, and no other end is near, however few readings there are.
 *       What happens after the last one is not a part of it: the windows that are open then stay
 *       so.
 * </ul>
 *
 * @param series how many series
 * @param perPeriod how many readings, of all series together, in a period of event time
 * @param readings how many readings
 */
public record ReadingStream(int series, long perPeriod, long readings) implements Serializable {
  /** Milliseconds from one result of a series to the next. */
  public static final long PERIOD = 10_000;

  /** Milliseconds that a reading may be behind. */
  public static final long DISORDER = 2_000;

  /** 2026-01-01, the end of a period, whatever its size in seconds, and of all sliding windows. */
  private static final long LAST_END = 1_767_225_600_000L;

  private static final long LAST_DUE = LAST_END + PERIOD / 4;

  /** When the reading with this index was due. */
  long due(long index) {
    return LAST_DUE - (long) ((readings - 1 - index) * ((double) PERIOD / perPeriod));
  }

  /** Every {@code parts}th reading from a given one on: together, such cursors read everything. */
  public Cursor cursor(int part, int parts) {
    return new Cursor(this, part, parts);
  }

  /** The names of the series. */
  public String[] keys() {
    String[] keys = new String[series];
    for (int i = 0; i < series; i++) {
      keys[i] = key(i);
    }
    return keys;
  }

  /** {@code sensor-00042}. */
  static String key(int index) {
    String digits = Integer.toString(index);
    return "sensor-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
  }
}
