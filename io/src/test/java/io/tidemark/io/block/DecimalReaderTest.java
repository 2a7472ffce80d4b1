// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.tidemark.io.RandomCases;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;

public class DecimalReaderTest {
  private final DecimalReader reader = new DecimalReader();

  @Test
  public void numbersAreRoundedToTheNearestDouble() {
    for (String text :
        List.of(
            "0",
            "-0",
            "+7",
            "5.",
            ".5",
            "-12.3",
            "0.1",
            "1e3",
            "1.5E-3",
            "123456789012345678",
            "9999999999999999999",
            "8.5e22",
            "0.30000000000000004",
            "1e-22",
            "1e-23",
            "9007199254740991",
            "7.2057594037927933e16",
            "1e99",
            "1e-99",
            "00000000000000000.5",
            "0.0026957927030145114")) {
      assertThat(text, read(text), is(Double.parseDouble(text)));
      assertThat(text, reader.end(), is(text.length()));
    }
  }

  @Test
  public void whatIsNoNumberOrHardIsNaN() {
    for (String text :
        List.of(
            "",
            ".",
            "-",
            "x",
            "--1",
            "e5",
            "1e",
            "1e+",
            "NaN",
            "Infinity",
            "1e999",
            "1e-999",
            "12345678901234567890",
            "9007199254740993",
            "1e23")) {
      assertThat(text, read(text), is(Double.NaN));
    }
  }

  /** Whatever the first characters are, and wherever the number ends among them. */
  @Test
  public void allShortTextsAreReadAsThePatternSays() {
    Pattern number = Pattern.compile("([-+]?(?:\\d+\\.?\\d*|\\.\\d+))(e?)");
    String letters = "09.-+e,:/\n\u00e9";
    for (int length = 1; length <= 5; length++) {
      for (int i = 0; i < Math.pow(letters.length(), length); i++) {
        StringBuilder text = new StringBuilder();
        for (int rest = i, left = length; left > 0; left--, rest /= letters.length()) {
          text.append(letters.charAt(rest % letters.length()));
        }
        for (String after : List.of("", "4.25", "1234567890")) {
          String all = text + after + ",";
          Matcher matcher = number.matcher(all);
          if (!matcher.lookingAt()) {
            assertThat(all, read(all), is(Double.NaN));
          } else if (matcher.group(2).isEmpty()) {
            assertThat(all, read(all), is(Double.parseDouble(matcher.group(1))));
            assertThat(all, reader.end(), is(matcher.end()));
          }
        }
      }
    }
  }

  @Test
  public void numberEndsBeforeWhatFollows() {
    for (String text : List.of("1", "-1.5", "1.5e3", "1.", "2e-5")) {
      for (String rest : List.of(",1", ";", "\n", " ", "x", "_0")) {
        assertThat(text + rest, read(text + rest), is(Double.parseDouble(text)));
        assertThat(text + rest, reader.end(), is(text.length()));
      }
    }
  }

  @Test
  public void randomNumbersAreThoseOfTheLibraryOrNaN() {
    int[] sure = {0};
    RandomCases.run(
        1_000,
        random -> {
          for (int i = 0; i < 2_000; i++) {
            String text = number(random);
            double found = read(text);
            if (!Double.isNaN(found)) {
              long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
              assertThat(text, Double.doubleToRawLongBits(found), is(expected));
              assertThat(text, reader.end(), is(text.length()));
              sure[0]++;
            }
          }
        });
    assertThat(sure[0], greaterThan(0));
  }

  @Test
  public void shortestTextsOfRandomDoublesAreReadInPlace() {
    RandomCases.run(
        1_000,
        random -> {
          int unsure = 0;
          for (int i = 0; i < 1_000; i++) {
            double expected = random.nextGaussian() * Math.pow(10, random.nextInt(-60, 60));
            double found = read(Double.toString(expected));
            unsure += Double.isNaN(found) ? 1 : 0;
            assertThat(Double.isNaN(found) || found == expected, is(true));
          }
          assertThat(unsure < 3, is(true));
        });
  }

  /** Any number of digits and any exponent; sometimes half-way between two doubles, or near. */
  private static String number(Random random) {
    if (random.nextInt(4) == 0) {
      long half = (random.nextLong(1L << 53) << 1 | 1) << random.nextInt(10);
      return Long.toUnsignedString(half + random.nextInt(-1, 2));
    }
    String digits = Long.toUnsignedString(random.nextLong() >>> random.nextInt(64));
    int point = random.nextInt(digits.length() + 1);
    String sign = random.nextInt(3) == 0 ? "-" : "";
    String exponent = random.nextBoolean() ? "" : "e" + random.nextInt(-120, 121);
    return sign + digits.substring(0, point) + "." + digits.substring(point) + exponent;
  }

  private double read(String text) {
    byte[] bytes = (text + "\n" + "\0".repeat(Bytes.SLACK)).getBytes(StandardCharsets.UTF_8);
    return reader.read(bytes, 0);
  }
}
