// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * ISO 8601: {@code 2026-01-31}, then {@code T} or a blank, {@code 23:59}, {@code :59}, {@code
 * .123456789}, and an offset {@code Z}, {@code +01:00}, {@code +0100} or {@code +01}.
 */
final class IsoTime implements TimeParser {
  @Override
  public long parse(String text, ZoneId zone) {
    Cursor cursor = new Cursor(text);
    LocalDate date = date(cursor);
    if (cursor.atEnd()) {
      return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
    cursor.expect(cursor.skip('T') || cursor.skip(' '));
    LocalDateTime local = date.atTime(time(cursor));
    return cursor.atEnd()
        ? LocalTimes.toMillis(local, zone)
        : local.toInstant(offset(cursor)).toEpochMilli();
  }

  private static LocalDate date(Cursor cursor) {
    int year = cursor.digits(4);
    cursor.expect(cursor.skip('-'));
    int month = cursor.digits(2);
    cursor.expect(cursor.skip('-'));
    return LocalDate.of(year, month, cursor.digits(2));
  }

  private static LocalTime time(Cursor cursor) {
    int hour = cursor.digits(2);
    cursor.expect(cursor.skip(':'));
    int minute = cursor.digits(2);
    int second = 0;
    int nano = 0;
    if (cursor.skip(':')) {
      second = cursor.digits(2);
      nano = cursor.skip('.') ? cursor.nanos() : 0;
    }
    return LocalTime.of(hour, minute, second, nano);
  }

  private static ZoneOffset offset(Cursor cursor) {
    ZoneOffset offset = cursor.skip('Z') ? ZoneOffset.UTC : signedOffset(cursor);
    cursor.expect(cursor.atEnd());
    return offset;
  }

  private static ZoneOffset signedOffset(Cursor cursor) {
    boolean behind = cursor.skip('-');
    cursor.expect(behind || cursor.skip('+'));
    int sign = behind ? -1 : 1;
    int hours = cursor.digits(2);
    if (cursor.atEnd()) {
      return ZoneOffset.ofHours(sign * hours);
    }
    // The colon may be left out.
    cursor.skip(':');
    return ZoneOffset.ofHoursMinutes(sign * hours, sign * cursor.digits(2));
  }

  @Override
  public String toString() {
    return "iso";
  }

  /** A place in a text. */
  private static final class Cursor {
    private static final int NANO_DIGITS = 9;

    private final String text;
    private int at;

    Cursor(String text) {
      this.text = text;
    }

    boolean atEnd() {
      return at == text.length();
    }

    void expect(boolean condition) {
      if (!condition) {
        throw new DateTimeException("not ISO 8601");
      }
    }

    boolean skip(char next) {
      boolean found = !atEnd() && text.charAt(at) == next;
      at += found ? 1 : 0;
      return found;
    }

    int digits(int count) {
      int number = 0;
      for (int i = 0; i < count; i++) {
        expect(atDigit());
        number = 10 * number + text.charAt(at++) - '0';
      }
      return number;
    }

    int nanos() {
      int nanos = digits(1);
      for (int digits = 1; digits < NANO_DIGITS; digits++) {
        nanos = 10 * nanos + (atDigit() ? digits(1) : 0);
      }
      return nanos;
    }

    private boolean atDigit() {
      return !atEnd() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
  }
}
