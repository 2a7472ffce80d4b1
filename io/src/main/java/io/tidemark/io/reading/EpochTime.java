// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import java.time.DateTimeException;
import java.time.ZoneId;

/** A count of units since 1970-01-01T00:00:00Z: a sign, digits, a fraction. */
final class EpochTime implements TimeParser {
  /** Enough for the year 9999 in milliseconds, and no more than a long holds. */
  private static final int MAX_DIGITS = 18;

  private final int scale;

  /**
   * A parser of one unit.
   *
   * @param scale a unit is ten to the power of this many milliseconds
   */
  EpochTime(int scale) {
    this.scale = scale;
  }

  @Override
  public long parse(String text, ZoneId zone) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int point = digits.indexOf('.');
    String whole = point < 0 ? digits : digits.substring(0, point);
    String fraction = point < 0 ? "" : digits.substring(point + 1);
    if (!isDigits(whole) || (point >= 0 && !isDigits(fraction))) {
      throw new DateTimeException("not a decimal number");
    }
    return scaled(whole, fraction, negative);
  }

  /** Moves the point so that milliseconds are left of it, and rounds towards the past. */
  private long scaled(String whole, String fraction, boolean negative) {
    String padded = "0".repeat(Math.max(-scale, 0)) + whole;
    String all = padded + fraction + "0".repeat(Math.max(scale, 0));
    int point = padded.length() + scale;
    long millis = number(all.substring(0, point));
    boolean inexact = !isZero(all.substring(point));
    return negative ? -millis - (inexact ? 1 : 0) : millis;
  }

  private static long number(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    if (digits.length() - start > MAX_DIGITS) {
      throw TimeFormat.outOfRange();
    }
    return start == digits.length() ? 0 : Long.parseLong(digits.substring(start));
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(next -> next >= '0' && next <= '9');
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(next -> next == '0');
  }
}
