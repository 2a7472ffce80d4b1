// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.io.RandomCases;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.DateTime;
import org.joda.time.DateTimeZone;
import org.joda.time.Instant;
import org.junit.Test;

public class ColumnTextTest {
  @Test
  public void knownDoublesAreShortest() {
    assertThat(ColumnText.ofDouble(2.0E-3), equalTo("0.002"));
    assertThat(ColumnText.ofDouble(2.0E-4), equalTo("2.0E-4"));
    assertThat(ColumnText.ofDouble(Math.scalb(1.0, -44)), equalTo("5.684341886080802E-14"));
    assertThat(ColumnText.ofDouble(Double.parseDouble("1.0E23")), equalTo("1.0E23"));
    assertThat(ColumnText.ofDouble(2.2250738585072014E-308), equalTo("2.2250738585072014E-308"));
    assertThat(ColumnText.ofDouble(Double.MIN_VALUE), equalTo("4.9E-324"));
    assertThat(ColumnText.ofDouble(Double.MAX_VALUE), equalTo("1.7976931348623157E308"));
    assertThat(ColumnText.ofDouble(100), equalTo("100.0"));
    assertThat(ColumnText.ofDouble(0.1 + 0.2), equalTo("0.30000000000000004"));
  }

  @Test
  public void zeroKeepsItsSign() {
    assertThat(ColumnText.ofDouble(0.0), equalTo("0.0"));
    assertThat(ColumnText.ofDouble(-0.0), equalTo("-0.0"));
  }

  @Test
  public void nonFiniteNumbersAreWords() {
    assertThat(ColumnText.ofDouble(Double.NaN), equalTo("NaN"));
    assertThat(ColumnText.ofDouble(Double.POSITIVE_INFINITY), equalTo("Infinity"));
    assertThat(ColumnText.ofDouble(Double.NEGATIVE_INFINITY), equalTo("-Infinity"));
  }

  @Test
  public void anyDoubleReadsBackAndNoShorterDecimalDoes() {
    RandomCases.run(
        200_000,
        random -> {
          double value = anyDouble(random);
          String text = ColumnText.ofDouble(value);
          assertThat(text, Double.parseDouble(text), equalTo(value));
          assertThat(text, text.length(), lessThanOrEqualTo(Double.toString(value).length()));
          assertNoShorterDecimal(value, text);
        });
  }

  /** One digit less must not read back; two digits are what the notation takes anyway. */
  private static void assertNoShorterDecimal(double value, String text) {
    BigDecimal decimal = new BigDecimal(text).stripTrailingZeros();
    if (decimal.precision() > 2) {
      BigDecimal shorter = new BigDecimal(value).round(new MathContext(decimal.precision() - 1));
      assertThat(text, shorter.doubleValue() == value, equalTo(false));
    }
  }

  /** Any bits, whole numbers, decimals of few digits and powers of two, in equal shares. */
  private static double anyDouble(Random random) {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> Double.longBitsToDouble(random.nextLong());
          case 1 -> random.nextLong() >> random.nextInt(64);
          case 2 -> random.nextInt(1_000_000) / 1000.0;
          default -> Math.scalb(1.0, random.nextInt(2098) - 1074);
        };
    return Double.isFinite(value) ? value : 0;
  }

  @Test
  public void instantsAreIsoInUtc() {
    assertThat(
        ColumnText.of(Instant.parse("2013-03-01T00:00:00Z")), equalTo("2013-03-01T00:00:00Z"));
    assertThat(
        ColumnText.of(Instant.parse("2013-03-01T00:00:00.120Z")),
        equalTo("2013-03-01T00:00:00.120Z"));
    assertThat(ColumnText.of(Instant.ofEpochMilli(-1)), equalTo("1969-12-31T23:59:59.999Z"));
    assertThat(
        ColumnText.of(new DateTime(0, DateTimeZone.forOffsetHours(8))),
        equalTo("1970-01-01T00:00:00Z"));
  }

  @Test
  public void farAwayInstantsHaveText() {
    assertThat(
        ColumnText.of(BoundedWindow.TIMESTAMP_MAX_VALUE), equalTo("+294247-01-10T04:00:54.775Z"));
    assertThat(
        ColumnText.of(BoundedWindow.TIMESTAMP_MIN_VALUE), equalTo("-290308-12-21T19:59:05.225Z"));
    assertThat(
        ColumnText.of(GlobalWindow.INSTANCE.maxTimestamp()),
        equalTo("+294247-01-09T04:00:54.775Z"));
  }

  @Test
  public void textAndWholeNumbersAreAsTheyAre() {
    assertThat(ColumnText.of("a b"), equalTo("a b"));
    assertThat(ColumnText.of(Long.MIN_VALUE), equalTo("-9223372036854775808"));
  }
}
