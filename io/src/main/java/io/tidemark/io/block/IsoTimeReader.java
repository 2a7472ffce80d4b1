// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reads ISO 8601 dates and times: to the day, minute, second or fraction; in a zone, or with {@code
 * Z} or an offset such as {@code +01:00}.
 */
final class IsoTimeReader implements TimeReader {
  private static final int DATE = "2026-01-31".length();
  private static final int MINUTES = "2026-01-31T23:59".length();
  private static final int SECONDS = "2026-01-31T23:59:59".length();
  private static final int OFFSET = "+01:00".length();
  private static final int MAX_FRACTION = 9;
  private static final long MILLIS_PER_DAY = 86_400_000L;
  private static final long MILLIS_PER_MINUTE = 60_000L;
  private static final long MAX_OFFSET = 18 * 60;
  private static final int NOT = -1;

  private final ZoneClock clock;
  private long dateStart;
  private int dateEnd;
  private long epochDay = UNSURE;
  private int at;

  IsoTimeReader(ZoneClock clock) {
    this.clock = clock;
  }

  @Override
  public long read(byte[] bytes, int start, int end) {
    long day = start + DATE <= end ? day(bytes, start) : UNSURE;
    if (day == UNSURE) {
      return UNSURE;
    }
    at = start + DATE;
    long millis = at == end ? 0 : time(bytes, start, end);
    if (millis < 0) {
      return UNSURE;
    }
    long instant = at == end ? clock.toMillis(day, millis) : withOffset(day, millis, bytes, end);
    return Years.contain(instant) ? instant : UNSURE;
  }

  /** Most times are of the day of the time before, which is known by its bytes. */
  private long day(byte[] bytes, int start) {
    long eight = Bytes.at(bytes, start);
    int two = bytes[start + 8] << 8 | (bytes[start + 9] & 0xFF);
    if (eight != dateStart || two != dateEnd) {
      dateStart = eight;
      dateEnd = two;
      epochDay = parseDay(bytes, start);
    }
    return epochDay;
  }

  private static long parseDay(byte[] bytes, int start) {
    int century = twoDigits(bytes, start);
    int year = twoDigits(bytes, start + 2);
    int month = twoDigits(bytes, start + 5);
    int day = twoDigits(bytes, start + 8);
    boolean digits = century >= 0 && year >= 0 && month >= 0 && day >= 0;
    if (!digits || bytes[start + 4] != '-' || bytes[start + 7] != '-') {
      return UNSURE;
    }
    try {
      return LocalDate.of(100 * century + year, month, day).toEpochDay();
    } catch (DateTimeException e) {
      return UNSURE;
    }
  }

  /** The milliseconds of the day, and {@link #at} behind them; negative where it is none. */
  private long time(byte[] bytes, int start, int end) {
    if (start + MINUTES > end || (bytes[at] != 'T' && bytes[at] != ' ') || bytes[at + 3] != ':') {
      return NOT;
    }
    int hour = twoDigits(bytes, at + 1);
    int minute = twoDigits(bytes, at + 4);
    at = start + MINUTES;
    int second = 0;
    int milli = 0;
    if (at < end && bytes[at] == ':') {
      second = start + SECONDS <= end ? twoDigits(bytes, at + 1) : NOT;
      at = start + SECONDS;
      milli = at < end && bytes[at] == '.' ? fraction(bytes, end) : 0;
    }
    boolean valid =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    return valid && milli >= 0 ? ((hour * 60L + minute) * 60 + second) * 1000 + milli : NOT;
  }

  /** The milliseconds of a fraction of a second; later digits are cut off. */
  private int fraction(byte[] bytes, int end) {
    int first = ++at;
    int millis = 0;
    int weight = 100;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      millis += weight * (bytes[at++] - '0');
      weight /= 10;
    }
    return at == first || at - first > MAX_FRACTION ? NOT : millis;
  }

  private long withOffset(long day, long millis, byte[] bytes, int end) {
    long utc = day * MILLIS_PER_DAY + millis;
    if (bytes[at] == 'Z' && at + 1 == end) {
      return utc;
    }
    // Other ways to write an offset are rare and left to the general decoder.
    boolean behind = bytes[at] == '-';
    if (at + OFFSET != end || !(behind || bytes[at] == '+') || bytes[at + 3] != ':') {
      return UNSURE;
    }
    int hours = twoDigits(bytes, at + 1);
    int minutes = twoDigits(bytes, at + 4);
    long offset = hours * 60L + minutes;
    if (hours < 0 || minutes < 0 || minutes > 59 || offset > MAX_OFFSET) {
      return UNSURE;
    }
    return utc - (behind ? -offset : offset) * MILLIS_PER_MINUTE;
  }

  private static int twoDigits(byte[] bytes, int start) {
    int tens = bytes[start] - '0';
    int ones = bytes[start + 1] - '0';
    boolean digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
    return digits ? 10 * tens + ones : NOT;
  }
}
