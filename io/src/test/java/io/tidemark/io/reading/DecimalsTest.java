// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.RandomCases;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.Test;

public class DecimalsTest {
  private static final Pattern SYNTAX =
      Pattern.compile("-?Infinity|[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  @Test
  public void decimalsAreRoundedToTheNearestDouble() {
    assertThat(Decimals.parse("0.1"), is(0.1));
    assertThat(Decimals.parse("-12.50"), is(-12.5));
    assertThat(Decimals.parse("+7"), is(7.0));
    assertThat(Decimals.parse("5."), is(5.0));
    assertThat(Decimals.parse(".5"), is(0.5));
    assertThat(Decimals.parse("1e3"), is(1000.0));
    assertThat(Decimals.parse("1.5E-3"), is(0.0015));
    assertThat(Decimals.parse("9007199254740993"), is(9007199254740992.0));
    assertThat(Decimals.parse("1.7976931348623157e308"), is(Double.MAX_VALUE));
    assertThat(Decimals.parse("4.9e-324"), is(Double.MIN_VALUE));
    assertThat(Decimals.parse("1e-999"), is(0.0));
    assertThat(Decimals.parse("-0"), is(-0.0));
    assertThat(Decimals.parse("-0.0"), is(-0.0));
  }

  @Test
  public void infinitiesAreThoseThatAreWrittenOut() {
    assertThat(Decimals.parse("Infinity"), is(Double.POSITIVE_INFINITY));
    assertThat(Decimals.parse("-Infinity"), is(Double.NEGATIVE_INFINITY));
  }

  @Test
  public void whatIsNoNumberIsNaN() {
    for (String text :
        List.of(
            "",
            ".",
            "-",
            "--",
            "+-1",
            "1,5",
            "1 5",
            "1d",
            "1f",
            "0x1p3",
            "1e",
            "1e+",
            "e5",
            ".e5",
            "1e5.5",
            "1.2.3",
            "1_000",
            "NaN",
            "+Infinity",
            "infinity",
            "Inf",
            "INF",
            "1e999",
            "-1e999",
            "١",
            "½",
            "1\u00a0",
            "true")) {
      assertThat(text, Decimals.parse(text), is(Double.NaN));
    }
  }

  @Test
  public void randomTextsFollowTheSyntax() {
    RandomCases.run(
        200_000,
        random -> {
          StringBuilder text = new StringBuilder();
          for (int i = random.nextInt(8); i > 0; i--) {
            text.append("0123456789..ee+-dx ".charAt(random.nextInt(19)));
          }
          boolean number = SYNTAX.matcher(text).matches();
          double expected = number ? Double.parseDouble(text.toString()) : Double.NaN;
          assertThat(
              text.toString(),
              Decimals.parse(text.toString()),
              equalTo(Double.isInfinite(expected) ? Double.NaN : expected));
        });
  }
}
