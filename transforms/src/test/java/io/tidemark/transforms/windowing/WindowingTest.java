// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class WindowingTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  public void fixedWindowsAreHalfOpen() {
    Windowing hourly = Windowing.parse("fixed:1h");

    assertThat(
        hourly.windows(at("2013-03-01T00:59:59.999Z")),
        contains(interval("2013-03-01T00:00:00Z", "2013-03-01T01:00:00Z")));
    assertThat(
        hourly.windows(at("2013-03-01T01:00:00Z")),
        contains(interval("2013-03-01T01:00:00Z", "2013-03-01T02:00:00Z")));
  }

  @Test
  public void fixedWindowsBefore1970HoldTheirReadings() {
    Windowing hourly = Windowing.parse("fixed:1h");

    assertThat(
        hourly.windows(at("1969-12-31T23:59:59.999Z")),
        contains(interval("1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z")));
    assertThat(
        hourly.windows(at("1969-12-31T23:00:00Z")),
        contains(interval("1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z")));
    assertThat(
        hourly.windows(at("1901-01-01T06:00:00Z")),
        contains(interval("1901-01-01T06:00:00Z", "1901-01-01T07:00:00Z")));
  }

  @Test
  public void slidingWindowsAroundZero() {
    assertThat(
        Windowing.parse("sliding:10ms/5ms").windows(-1),
        contains(new Interval(-10, 0), new Interval(-5, 5)));
    assertThat(
        Windowing.parse("sliding:10ms/5ms").windows(0),
        contains(new Interval(-5, 5), new Interval(0, 10)));
  }

  @Test
  public void slidingSizeNeedNotBeAMultipleOfThePeriod() {
    assertThat(Windowing.parse("sliding:7ms/5ms").windows(4), contains(new Interval(0, 7)));
    assertThat(
        Windowing.parse("sliding:7ms/5ms").windows(6),
        contains(new Interval(0, 7), new Interval(5, 12)));
  }

  /** The definition, searched by brute force. */
  @Test
  public void alignedWindowsAreThoseThatHoldTheReading() {
    Random random = seeded();
    for (int i = 0; i < 20_000; i++) {
      long period = random.nextLong(1, 51);
      long size = period + random.nextLong(200);
      long offset = random.nextLong(-150, 150);
      long time = random.nextLong(-1_000, 1_000);
      Windowing windowing =
          Windowing.parse("sliding:" + size + "ms/" + period + "ms")
              .withOffset(Duration.ofMillis(offset));
      List<Interval> expected =
          java.util.stream.LongStream.rangeClosed(-3_000, 3_000)
              .filter(n -> Math.floorMod(n - offset, period) == 0)
              .filter(start -> start <= time && time < start + size)
              .mapToObj(start -> new Interval(start, start + size))
              .toList();

      assertThat(windowing + " of " + time, windowing.windows(time), equalTo(expected));
    }
  }

  @Test
  public void offsetShiftsTheBoundaries() {
    Windowing windowing = Windowing.parse("fixed:1d").withOffset(Duration.ofHours(6));

    assertThat(
        windowing.windows(at("2013-03-01T05:59:59Z")),
        contains(interval("2013-02-28T06:00:00Z", "2013-03-01T06:00:00Z")));
    assertThat(Windowing.parse("fixed:1d").withOffset(Duration.ofHours(30)), equalTo(windowing));
    assertThat(Windowing.parse("fixed:1d").withOffset(Duration.ofHours(-18)), equalTo(windowing));
  }

  @Test
  public void calendarDaysFollowTheZone() {
    Windowing day = Windowing.parse("calendar:day").withZone(NEW_YORK);

    // Clocks go forward: 23 hours.
    assertThat(
        day.windows(at("2013-03-10T12:00:00Z")),
        contains(interval("2013-03-10T05:00:00Z", "2013-03-11T04:00:00Z")));
    // Clocks go back: 25 hours.
    assertThat(
        day.windows(at("2013-11-03T12:00:00Z")),
        contains(interval("2013-11-03T04:00:00Z", "2013-11-04T05:00:00Z")));
  }

  @Test
  public void aDayWhoseMidnightDoesNotExistBeginsAfterTheGap() {
    // In Sao Paulo clocks went from 00:00 to 01:00 on 2013-10-20.
    assertThat(
        Windowing.parse("calendar:day")
            .withZone(ZoneId.of("America/Sao_Paulo"))
            .windows(at("2013-10-20T03:30:00Z")),
        contains(interval("2013-10-20T03:00:00Z", "2013-10-21T02:00:00Z")));
  }

  @Test
  public void weeksBeginOnMondayAndMonthsAndYearsOnTheFirst() {
    long time = at("1969-12-31T12:00:00Z");

    assertThat(
        Windowing.parse("calendar:week").windows(time),
        contains(interval("1969-12-29T00:00:00Z", "1970-01-05T00:00:00Z")));
    assertThat(
        Windowing.parse("calendar:month").windows(time),
        contains(interval("1969-12-01T00:00:00Z", "1970-01-01T00:00:00Z")));
    assertThat(
        Windowing.parse("calendar:year").windows(time),
        contains(interval("1969-01-01T00:00:00Z", "1970-01-01T00:00:00Z")));
  }

  @Test
  public void calendarWindowsTileTimeAlsoWhereClocksChangeAtTheirBoundary() {
    Random random = seeded();
    for (String zone : List.of("America/New_York", "America/Sao_Paulo", "Asia/Shanghai")) {
      for (String unit : List.of("day", "week", "month", "year")) {
        for (int i = 0; i < 500; i++) {
          Windowing windowing =
              Windowing.parse("calendar:" + unit)
                  .withZone(ZoneId.of(zone))
                  .withOffset(Duration.ofMinutes(random.nextInt(24 * 60)));
          long time = at("1985-01-01T00:00:00Z") + (long) (random.nextDouble() * 1.2e12);
          Interval window = windowing.windows(time).get(0);

          assertThat(window.start() <= time && time < window.end(), equalTo(true));
          assertThat(windowing.windows(window.start()), contains(window));
          assertThat(windowing.windows(window.maxTimestamp()), contains(window));
          assertThat(windowing.windows(window.end()).get(0).start(), equalTo(window.end()));
        }
      }
    }
  }

  @Test
  public void aSessionAloneLastsItsGap() {
    assertThat(Windowing.parse("session:20ms").windows(-5), contains(new Interval(-5, 15)));
  }

  @Test
  public void globalAndCountWindowsDoWithoutTime() {
    for (String spec : List.of("global", "count:100", "count:100/10")) {
      assertThat(Windowing.parse(spec).needsTime(), equalTo(false));
      assertThat(Windowing.parse(spec).windows(0), empty());
    }
  }

  @Test
  public void whatIsPrintedReadsBack() {
    for (String spec :
        List.of(
            "fixed:1h",
            "fixed:250ms",
            "sliding:1h/5m",
            "session:20s",
            "calendar:day",
            "calendar:week",
            "calendar:month",
            "calendar:year",
            "count:100",
            "count:100/10",
            "global")) {
      Windowing windowing = Windowing.parse(spec);
      assertThat(windowing.toString(), equalTo(spec));
      assertThat(Windowing.parse(windowing.toString()), equalTo(windowing));
    }
    assertThat(Windowing.parse("fixed:PT90M").toString(), equalTo("fixed:90m"));
    assertThat(Windowing.parse("sliding:1h/60m").toString(), equalTo("fixed:1h"));
  }

  @Test
  public void nonsenseIsNamedWithWhatIsAllowed() {
    assertRefused("fixd:1h", "window 'fixd:1h': must be fixed:SIZE, sliding:SIZE/PERIOD");
    assertRefused("fixed", "window 'fixed': '' is not a duration");
    assertRefused("fixed:0s", "the size must be from 1ms to 36525d");
    assertRefused("fixed:-1h", "the size must be from 1ms to 36525d");
    assertRefused("fixed:40000d", "the size must be from 1ms to 36525d");
    assertRefused("sliding:1h", "must be sliding:SIZE/PERIOD");
    assertRefused("sliding:5m/1h", "the period must not be longer than the size");
    assertRefused("sliding:1d/1ms", "more than 100000 windows");
    assertRefused("session:x", "'x' is not a duration");
    assertRefused("calendar:hour", "must be calendar:day, week, month or year");
    assertRefused("count:0", "'0' must be a whole number from 1 to 999999999");
    assertRefused("count:10/20", "EVERY must not be more than N");
    assertRefused("global:1h", "global has no parameter");
  }

  @Test
  public void sessionsHaveNoOffset() {
    IllegalArgumentException error =
        assertThrows(
            IllegalArgumentException.class,
            () -> Windowing.parse("session:20s").withOffset(Duration.ofHours(1)));
    assertThat(error.getMessage(), containsString("session:20s windows have no boundaries"));
    assertThat(
        Windowing.parse("session:20s").withOffset(Duration.ZERO),
        equalTo(Windowing.parse("session:20s")));
  }

  @Test
  public void manyOverlapsAreAllThere() {
    assertThat(Windowing.parse("sliding:1h/10s").windows(-1), hasSize(360));
  }

  private static void assertRefused(String spec, String message) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> Windowing.parse(spec));
    assertThat(error.getMessage(), containsString(message));
  }

  private static Interval interval(String start, String end) {
    return new Interval(at(start), at(end));
  }

  private static long at(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  private static Random seeded() {
    long seed = Seed.of("WindowingTest");
    return new Random(seed);
  }
}
