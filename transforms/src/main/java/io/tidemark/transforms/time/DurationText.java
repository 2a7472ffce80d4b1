// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.time;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as a person types them: {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 7d},
 * or ISO 8601 ({@code PT1H30M}).
 *
 * <pre>{@code
 * Duration hour = DurationText.parse("1h");
 * String text = DurationText.print(hour); // 1h
 * }</pre>
 *
 * <ul>
 *   <li>A day is 24 hours. The resolution is one millisecond.
 *   <li>{@link #print} gives the largest unit that needs no fraction; {@link #parse} reads it back.
 *   <li>Errors: {@link IllegalArgumentException} with the text and the allowed forms.
 * </ul>
 */
public final class DurationText {
  private static final Pattern SHORT = Pattern.compile("(-?\\d{1,15})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final String[] LARGEST_FIRST = {"d", "h", "m", "s", "ms"};

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @param text a whole number and a unit, or ISO 8601; may be negative
   */
  public static Duration parse(String text) {
    Matcher matcher = SHORT.matcher(text);
    try {
      if (matcher.matches()) {
        long count = Long.parseLong(matcher.group(1));
        return Duration.ofMillis(Math.multiplyExact(count, MILLIS.get(matcher.group(2))));
      }
      if (text.toUpperCase(Locale.ROOT).matches("[-+]?P.*")) {
        return Duration.ofMillis(Duration.parse(text).toMillis());
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw notADuration(text, e);
    }
    throw notADuration(text, null);
  }

  /** Writes a duration so that {@link #parse} reads it back; below a millisecond is cut off. */
  public static String print(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : LARGEST_FIRST) {
      if (millis != 0 && millis % MILLIS.get(unit) == 0) {
        return millis / MILLIS.get(unit) + unit;
      }
    }
    return "0s";
  }

  private static IllegalArgumentException notADuration(String text, Exception cause) {
    return new IllegalArgumentException(
        String.format(
            "'%s' is not a duration: a whole number and one of ms, s, m, h, d (10s, 5m, 1h),"
                + " or ISO 8601 (PT1H30M)",
            text),
        cause);
  }
}
