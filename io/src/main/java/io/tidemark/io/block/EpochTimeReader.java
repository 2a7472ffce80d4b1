// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/** Reads counts of a unit since 1970: a sign, digits, a fraction. */
final class EpochTimeReader implements TimeReader {
  /** As many as a long holds; a count of any unit within the years 1 to 9999 has no more. */
  private static final int MAX_DIGITS = 18;

  private final long millisPerUnit;
  private final long unitsPerMilli;

  /** Of the two numbers at least one is 1. */
  EpochTimeReader(long millisPerUnit, long unitsPerMilli) {
    this.millisPerUnit = millisPerUnit;
    this.unitsPerMilli = unitsPerMilli;
  }

  @Override
  public long read(byte[] bytes, int start, int end) {
    boolean negative = start < end && bytes[start] == '-';
    int first = negative || (start < end && bytes[start] == '+') ? start + 1 : start;
    int at = first;
    long whole = 0;
    while (at < end && isDigit(bytes[at])) {
      whole = 10 * whole + bytes[at++] - '0';
    }
    int digits = at - first;
    // A fraction is rare and left to the general decoder.
    if (digits == 0 || digits > MAX_DIGITS || at < end) {
      return UNSURE;
    }
    long millis = millis(negative ? -whole : whole);
    return Years.contain(millis) ? millis : UNSURE;
  }

  private long millis(long count) {
    if (unitsPerMilli > 1) {
      return Math.floorDiv(count, unitsPerMilli);
    }
    return Years.contain(count) ? count * millisPerUnit : UNSURE;
  }

  private static boolean isDigit(byte next) {
    return next >= '0' && next <= '9';
  }
}
