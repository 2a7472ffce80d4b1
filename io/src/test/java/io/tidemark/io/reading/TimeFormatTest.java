// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.RandomCases;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class TimeFormatTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

  @Test
  public void textIsPrintedBack() {
    for (String text :
        List.of("iso", "epochSeconds", "epochMillis", "epochMicros", "epochNanos", "dd.MM.yyyy")) {
      assertThat(TimeFormat.parse(text).toString(), equalTo(text));
      assertThat(
          TimeFormat.parse(TimeFormat.parse(text).toString()), equalTo(TimeFormat.parse(text)));
    }
  }

  @Test
  public void formatIsSerializable() {
    TimeFormat format = SerializableUtils.clone(TimeFormat.parse("dd.MM.yyyy"));
    assertThat(format, equalTo(TimeFormat.parse("dd.MM.yyyy")));
    assertThat(format.toMillis("02.01.1970", ZoneOffset.UTC), is(86_400_000L));
  }

  @Test
  public void textThatIsNoFormatSaysWhatIsAllowed() {
    for (String text : List.of("epochseconds", "ISO", "", "HH:mm", "yyyy-MM", "'unclosed")) {
      IllegalArgumentException e =
          assertThrows(text, IllegalArgumentException.class, () -> TimeFormat.parse(text));
      assertThat(
          e.getMessage(),
          startsWith(
              "timeFormat("
                  + text
                  + "): must be iso, epochSeconds, epochMillis, epochMicros, epochNanos or a"
                  + " java.time pattern ("));
    }
  }

  @Test
  public void isoHasOffsetsAndOptionalParts() {
    assertIso("2013-03-01T12:30:15.123456789Z", "2013-03-01T12:30:15.123Z");
    assertIso("2013-03-01T12:30:15.1Z", "2013-03-01T12:30:15.100Z");
    assertIso("2013-03-01T12:30Z", "2013-03-01T12:30:00Z");
    assertIso("2013-03-01 12:30:15+01:00", "2013-03-01T11:30:15Z");
    assertIso("2013-03-01T12:30:15+0130", "2013-03-01T11:00:15Z");
    assertIso("2013-03-01T12:30:15-05", "2013-03-01T17:30:15Z");
    assertIso("2013-03-01T00:00:00-00:30", "2013-03-01T00:30:00Z");
    assertIso("2013-03-01T12:30:15", "2013-03-01T12:30:15Z");
    assertIso("2013-03-01", "2013-03-01T00:00:00Z");
    assertIso(" 2013-03-01\t", "2013-03-01T00:00:00Z");
    assertIso("2012-02-29", "2012-02-29T00:00:00Z");
  }

  @Test
  public void isoBefore1970IsRoundedTowardsThePast() {
    assertIso("1969-12-31T23:59:59.9999Z", "1969-12-31T23:59:59.999Z");
    assertIso("1901-01-01T06:00:00.0001Z", "1901-01-01T06:00:00Z");
    assertIso("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z");
    assertIso("9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.999Z");
  }

  @Test
  public void whatIsNotIsoIsAnError() {
    for (String text :
        List.of(
            "",
            "now",
            "2013",
            "2013-03",
            "2013-3-1",
            "20130301",
            "2013-03-01T",
            "2013-03-01T12",
            "2013-03-01T12:30.5",
            "2013-03-01T12:30:15.Z",
            "2013-03-01T12:30:15,5Z",
            "2013-03-01T12:30:15.1234567890Z",
            "2013-03-01t12:30:15Z",
            "2013-03-01T12:30:15z",
            "2013-03-01T12:30:15 Z",
            "2013-03-01Z",
            "2013-03-01T12:30:15+1",
            "2013-03-01T12:30Zx",
            "2013-03-01T12:30:15+01:00:00",
            "+2013-03-01",
            "-0001-01-01",
            "2013-03-01  12:30",
            "٢٠١٣-03-01")) {
      assertFails("iso", text, ZoneOffset.UTC, "not ISO 8601");
    }
  }

  @Test
  public void impossibleTimesAreErrorsThatSayWhy() {
    assertFails("iso", "2013-02-30", ZoneOffset.UTC, "Invalid date 'FEBRUARY 30'");
    assertFails("iso", "2013-02-29", ZoneOffset.UTC, "Invalid date 'February 29' as '2013' is not");
    assertFails("iso", "2013-13-01", ZoneOffset.UTC, "Invalid value for MonthOfYear");
    assertFails("iso", "2013-01-01T25:00", ZoneOffset.UTC, "Invalid value for HourOfDay");
    assertFails("iso", "2013-01-01T24:00", ZoneOffset.UTC, "Invalid value for HourOfDay");
    assertFails("iso", "2013-01-01T23:60", ZoneOffset.UTC, "Invalid value for MinuteOfHour");
    assertFails("iso", "2013-01-01T23:59:60", ZoneOffset.UTC, "Invalid value for SecondOfMinute");
    assertFails("iso", "2013-01-01T00:00+19:00", ZoneOffset.UTC, "Zone offset");
  }

  @Test
  public void yearsOutsideTheRangeAreErrors() {
    String range = "outside the years 0001 to 9999";
    assertFails("iso", "0000-12-31T23:59:59Z", ZoneOffset.UTC, range);
    assertFails("iso", "0001-01-01T00:00:00+01:00", ZoneOffset.UTC, range);
    assertFails("iso", "9999-12-31T23:59:59-01:00", ZoneOffset.UTC, range);
    assertFails("epochSeconds", "253402300800", ZoneOffset.UTC, range);
    assertFails("epochSeconds", "9".repeat(1000), ZoneOffset.UTC, range);
    assertFails("epochMillis", "9".repeat(18), ZoneOffset.UTC, range);
    assertFails("epochMillis", Long.toString(LAST + 1), ZoneOffset.UTC, range);
    assertFails("epochMillis", Long.toString(FIRST - 1), ZoneOffset.UTC, range);
    assertThat(TimeFormat.parse("epochMillis").toMillis("" + LAST, ZoneOffset.UTC), is(LAST));
    assertThat(TimeFormat.parse("epochMillis").toMillis("" + FIRST, ZoneOffset.UTC), is(FIRST));
  }

  @Test
  public void localTimeThatTheClocksSkipIsAnError() {
    String skipped = "the clocks of Europe/Berlin skip it";
    assertFails("iso", "2013-03-31T02:30:00", BERLIN, skipped);
    assertFails("yyyy-MM-dd HH:mm", "2013-03-31 02:30", BERLIN, skipped);
    assertThat(
        TimeFormat.iso().toMillis("2013-03-31T03:00:00", BERLIN),
        is(Instant.parse("2013-03-31T01:00:00Z").toEpochMilli()));
  }

  @Test
  public void localTimeThatTheClocksShowTwiceIsTheFirst() {
    long first = Instant.parse("2013-10-27T00:30:00Z").toEpochMilli();
    assertThat(TimeFormat.iso().toMillis("2013-10-27T02:30:00", BERLIN), is(first));
    assertThat(
        TimeFormat.parse("yyyy-MM-dd HH:mm").toMillis("2013-10-27 02:30", BERLIN), is(first));
  }

  @Test
  public void dateWhoseMidnightIsSkippedIsItsFirstInstant() {
    ZoneId saoPaulo = ZoneId.of("America/Sao_Paulo");
    long one = Instant.parse("2013-10-20T03:00:00Z").toEpochMilli();
    assertThat(TimeFormat.iso().toMillis("2013-10-20", saoPaulo), is(one));
    assertThat(TimeFormat.parse("yyyyMMdd").toMillis("20131020", saoPaulo), is(one));
  }

  @Test
  public void offsetInTheTextOverridesTheZone() {
    assertThat(TimeFormat.iso().toMillis("1970-01-01T00:00:00Z", BERLIN), is(0L));
    assertThat(
        TimeFormat.parse("yyyy-MM-dd HH:mm XXX").toMillis("1970-01-01 00:00 Z", BERLIN), is(0L));
    assertThat(
        TimeFormat.parse("yyyy-MM-dd HH:mm VV").toMillis("1970-01-01 01:00 Europe/Berlin", BERLIN),
        is(0L));
  }

  @Test
  public void epochCountsAreRoundedTowardsThePast() {
    assertEpoch("epochSeconds", "0", 0);
    assertEpoch("epochSeconds", "1362096000", 1_362_096_000_000L);
    assertEpoch("epochSeconds", "+1.5", 1500);
    assertEpoch("epochSeconds", "1.0009", 1000);
    assertEpoch("epochSeconds", "-1.0001", -1001);
    assertEpoch("epochSeconds", "-0.0000001", -1);
    assertEpoch("epochSeconds", "-1.000000", -1000);
    assertEpoch("epochMillis", "-1", -1);
    assertEpoch("epochMillis", "-1.5", -2);
    assertEpoch("epochMillis", "1.999", 1);
    assertEpoch("epochMicros", "1999", 1);
    assertEpoch("epochMicros", "-1", -1);
    assertEpoch("epochMicros", "-1000", -1);
    assertEpoch("epochMicros", "-1001", -2);
    assertEpoch("epochNanos", "1362096000123456789", 1_362_096_000_123L);
    assertEpoch("epochNanos", "-1", -1);
    assertEpoch("epochNanos", "7", 0);
    assertEpoch("epochSeconds", "0".repeat(50) + "1", 1000);
  }

  @Test
  public void whatIsNoCountIsAnError() {
    for (String text :
        List.of("", "-", ".", "1.", ".5", "1e3", "1,5", "0x1", "--1", "1 0", "NaN")) {
      for (String unit : List.of("epochSeconds", "epochMillis", "epochMicros", "epochNanos")) {
        assertFails(unit, text, ZoneOffset.UTC, "not a decimal number");
      }
    }
  }

  @Test
  public void patternsAreStrict() {
    String format = "yyyy-MM-dd HH:mm:ss";
    assertThat(
        TimeFormat.parse(format).toMillis("2013-03-01 12:30:15", ZoneOffset.UTC),
        is(Instant.parse("2013-03-01T12:30:15Z").toEpochMilli()));
    assertThat(
        TimeFormat.parse("uuuu-MM-dd HH").toMillis("2013-03-01 12", ZoneOffset.UTC),
        is(Instant.parse("2013-03-01T12:00:00Z").toEpochMilli()));
    assertThat(
        TimeFormat.parse("dd MMM yyyy hh:mm a").toMillis("01 Mar 2013 02:30 PM", ZoneOffset.UTC),
        is(Instant.parse("2013-03-01T14:30:00Z").toEpochMilli()));
    assertThat(
        TimeFormat.parse("yyyyMMddHHmm").toMillis("190101010600", ZoneOffset.UTC),
        is(Instant.parse("1901-01-01T06:00:00Z").toEpochMilli()));
    assertFails(format, "2013-02-30 12:30:15", ZoneOffset.UTC, "Invalid date 'FEBRUARY 30'");
    assertFails(format, "2013-03-01 25:30:15", ZoneOffset.UTC, "Invalid value for HourOfDay");
    assertFails(format, "2013-03-01 24:00:00", ZoneOffset.UTC, "Invalid value for HourOfDay");
    assertFails(format, "2013-03-01", ZoneOffset.UTC, "does not fit the pattern '" + format + "'");
    assertFails(format, "2013-03-01 12:30:15Z", ZoneOffset.UTC, "does not fit the pattern");
  }

  @Test
  public void randomIsoTimesAreThoseOfJavaTime() {
    ZoneId[] zones = {
      BERLIN, ZoneOffset.UTC, ZoneId.of("America/New_York"), ZoneId.of("Asia/Kolkata")
    };
    RandomCases.run(
        50_000,
        random -> {
          long millis = FIRST + 86_400_000L + random.nextLong(LAST - FIRST - 2 * 86_400_000L);
          Instant instant = Instant.ofEpochMilli(millis).plusNanos(random.nextInt(1_000_000));
          ZoneId zone = zones[random.nextInt(zones.length)];
          LocalDateTime local = LocalDateTime.ofInstant(instant, zone);
          // The first of two instants that show the same, and milliseconds only.
          long expected =
              local.atZone(zone).withEarlierOffsetAtOverlap().toInstant().toEpochMilli();
          assertThat(TimeFormat.iso().toMillis(local.toString(), zone), is(expected));
          assertThat(TimeFormat.iso().toMillis(instant.toString(), zone), is(millis));
          assertThat(pattern(local, zone), is(expected));
        });
  }

  private static long pattern(LocalDateTime local, ZoneId zone) {
    String pattern = "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS";
    return TimeFormat.parse(pattern)
        .toMillis(
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS").format(local), zone);
  }

  @Test
  public void randomEpochCountsAreThoseOfBigDecimal() {
    RandomCases.run(
        100_000,
        random -> {
          String text = randomCount(random);
          BigDecimal count = new BigDecimal(text);
          assertEpoch("epochSeconds", text, floor(count.movePointRight(3)));
          assertEpoch("epochMillis", text, floor(count));
          assertEpoch("epochMicros", text, floor(count.movePointLeft(3)));
          assertEpoch("epochNanos", text, floor(count.movePointLeft(6)));
        });
  }

  private static String randomCount(Random random) {
    String sign = List.of("", "-", "+").get(random.nextInt(3));
    String whole = Long.toString(random.nextLong(1L << random.nextInt(1, 35)));
    String fraction = "." + Long.toString(random.nextLong(1L << random.nextInt(1, 35)));
    return sign + whole + (random.nextBoolean() ? fraction : "");
  }

  private static long floor(BigDecimal count) {
    return count.setScale(0, RoundingMode.FLOOR).longValueExact();
  }

  private static void assertIso(String text, String instant) {
    assertThat(
        text,
        Instant.ofEpochMilli(TimeFormat.iso().toMillis(text, ZoneOffset.UTC)),
        equalTo(Instant.parse(instant)));
  }

  private static void assertEpoch(String format, String text, long millis) {
    assertThat(
        format + " " + text, TimeFormat.parse(format).toMillis(text, ZoneOffset.UTC), is(millis));
  }

  private static void assertFails(String format, String text, ZoneId zone, String message) {
    IllegalArgumentException e =
        assertThrows(
            text,
            IllegalArgumentException.class,
            () -> TimeFormat.parse(format).toMillis(text, zone));
    assertThat(text, e.getMessage(), startsWith(message));
  }
}
