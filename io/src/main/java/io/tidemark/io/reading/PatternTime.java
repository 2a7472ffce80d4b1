// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import io.tidemark.io.record.Excerpt;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/** A pattern of {@link DateTimeFormatter}, resolved strictly, with English names. */
final class PatternTime implements TimeParser {
  private static final ZonedDateTime SAMPLE =
      ZonedDateTime.of(2012, 3, 4, 15, 16, 17, 180_000_000, ZoneOffset.UTC);

  private final String pattern;
  private final DateTimeFormatter formatter;

  /**
   * A parser.
   *
   * @throws IllegalArgumentException if the pattern is none, or names no date
   */
  PatternTime(String pattern) {
    this.pattern = pattern;
    this.formatter =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            // yyyy is the year of an era; strictly, it takes an era to be a date.
            .parseDefaulting(ChronoField.ERA, 1)
            .toFormatter(Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT);
    requireDate();
  }

  private void requireDate() {
    try {
      parse(formatter.format(SAMPLE), ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("the pattern does not make a date", e);
    }
  }

  @Override
  public long parse(String text, ZoneId zone) {
    TemporalAccessor parsed = read(text);
    LocalDate date = LocalDate.from(parsed);
    LocalTime time = parsed.query(TemporalQueries.localTime());
    ZoneId own = parsed.query(TemporalQueries.offset());
    if (own == null) {
      own = parsed.query(TemporalQueries.zoneId());
    }
    ZoneId clocks = own == null ? zone : own;
    return time == null
        ? date.atStartOfDay(clocks).toInstant().toEpochMilli()
        : LocalTimes.toMillis(date.atTime(time), clocks);
  }

  private TemporalAccessor read(String text) {
    try {
      return formatter.parse(text);
    } catch (DateTimeParseException e) {
      String reason =
          e.getCause() == null
              ? "does not fit the pattern " + Excerpt.quoted(pattern)
              : e.getCause().getMessage();
      throw new DateTimeException(reason, e);
    }
  }
}
