// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.io.record.Excerpt;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * How times are written: {@code iso}, {@code epochSeconds}, {@code epochMillis}, {@code
 * epochMicros}, {@code epochNanos}, or a pattern of {@link java.time.format.DateTimeFormatter}.
 *
 * <ul>
 *   <li>{@code iso} is ISO 8601: a date, a date and a time to the minute, the second or a fraction
 *       of up to nine digits, divided by {@code T} or a blank, with an offset or without.
 *   <li>The epoch formats are decimal numbers of either sign, with an optional fraction.
 *   <li>A time without a zone is one of the zone given. Where its clocks show a time twice it is
 *       the first; a time that they skip is none. A date alone is its first instant.
 *   <li>Times are in milliseconds, rounded towards the past, also before 1970.
 *   <li>Strict: February 30, 25:00 and a second of 60 are errors. Range: the years 0001 to 9999.
 * </ul>
 */
public final class TimeFormat implements Serializable {
  private static final long serialVersionUID = 1;

  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  private final String text;
  private final transient TimeParser parser;

  private TimeFormat(String text, TimeParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /** ISO 8601. */
  public static TimeFormat iso() {
    return parse("iso");
  }

  /**
   * The format of an option's text.
   *
   * @throws IllegalArgumentException if it is none of the names and no pattern that makes a date
   */
  public static TimeFormat parse(String text) {
    return new TimeFormat(text, parserOf(text));
  }

  private static TimeParser parserOf(String text) {
    return switch (text) {
      case "iso" -> new IsoTime();
      case "epochSeconds" -> new EpochTime(3);
      case "epochMillis" -> new EpochTime(0);
      case "epochMicros" -> new EpochTime(-3);
      case "epochNanos" -> new EpochTime(-6);
      default -> patternOf(text);
    };
  }

  private static TimeParser patternOf(String text) {
    try {
      return new PatternTime(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format(
              "timeFormat(%s): must be iso, epochSeconds, epochMillis, epochMicros, epochNanos or a"
                  + " java.time pattern (%s)",
              Excerpt.of(text), e.getMessage()),
          e);
    }
  }

  /**
   * Milliseconds since 1970-01-01T00:00:00Z; blanks around the text do not matter.
   *
   * @param zone for times that do not name theirs
   * @throws IllegalArgumentException if the text is no such time; the message says why, in one line
   */
  public long toMillis(String time, ZoneId zone) {
    try {
      long millis = parser.parse(Blanks.trim(time), zone);
      if (millis < FIRST || millis > LAST) {
        throw outOfRange();
      }
      return millis;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  static DateTimeException outOfRange() {
    return new DateTimeException("outside the years 0001 to 9999");
  }

  private Object readResolve() {
    return parse(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TimeFormat that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The option's text: what {@link #parse} reads. */
  @Override
  public String toString() {
    return text;
  }
}
