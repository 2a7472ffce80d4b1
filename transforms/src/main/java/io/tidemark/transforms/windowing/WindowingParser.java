// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Reads the syntax of the {@code --window} option. */
final class WindowingParser {
  private static final String SYNTAX =
      "fixed:SIZE, sliding:SIZE/PERIOD, session:GAP, calendar:day|week|month|year, count:N,"
          + " count:N/EVERY or global";

  /** A century; larger ones would leave the range of timestamps. */
  private static final Duration LONGEST = Duration.ofDays(36_525);

  /** So many windows per reading are a mistake rather than a wish. */
  private static final int MOST_OVERLAPS = 100_000;

  private WindowingParser() {}

  static Windowing parse(String spec) {
    int colon = spec.indexOf(':');
    String kind = colon < 0 ? spec : spec.substring(0, colon);
    String rest = colon < 0 ? "" : spec.substring(colon + 1);
    try {
      return switch (kind) {
        case "fixed" -> aligned(rest, rest);
        case "sliding" -> sliding(rest);
        case "session" -> new SessionWindowing(duration("gap", rest).toMillis());
        case "calendar" -> new CalendarWindowing(unit(rest), 0, ZoneOffset.UTC);
        case "count" -> count(rest);
        case "global" -> global(rest);
        default -> throw new IllegalArgumentException("must be " + SYNTAX);
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(String.format("window '%s': %s", spec, e.getMessage()), e);
    }
  }

  private static Windowing aligned(String size, String period) {
    return AlignedWindowing.of(duration("size", size), duration("period", period));
  }

  private static Windowing sliding(String rest) {
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("must be sliding:SIZE/PERIOD, such as sliding:1h/5m");
    }
    Duration size = duration("size", rest.substring(0, slash));
    Duration period = duration("period", rest.substring(slash + 1));
    if (period.compareTo(size) > 0) {
      throw new IllegalArgumentException(
          "the period must not be longer than the size, or readings would be in no window");
    }
    if (size.toMillis() / period.toMillis() > MOST_OVERLAPS) {
      throw new IllegalArgumentException(
          "a reading would be in more than " + MOST_OVERLAPS + " windows");
    }
    return AlignedWindowing.of(size, period);
  }

  private static Windowing count(String rest) {
    int slash = rest.indexOf('/');
    int size = number(slash < 0 ? rest : rest.substring(0, slash));
    int every = slash < 0 ? size : number(rest.substring(slash + 1));
    if (every > size) {
      throw new IllegalArgumentException(
          "EVERY must not be more than N, or readings would be in no window");
    }
    return new CountWindowing(size, every);
  }

  private static Windowing global(String rest) {
    if (!rest.isEmpty()) {
      throw new IllegalArgumentException("global has no parameter");
    }
    return GlobalWindowing.INSTANCE;
  }

  private static Duration duration(String what, String text) {
    Duration duration = DurationText.parse(text);
    if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          String.format("the %s must be from 1ms to %s", what, DurationText.print(LONGEST)));
    }
    return duration;
  }

  private static int number(String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException(
          String.format("'%s' must be a whole number from 1 to 999999999", text));
    }
    return Integer.parseInt(text);
  }

  private static CalendarUnit unit(String text) {
    return Arrays.stream(CalendarUnit.values())
        .filter(unit -> unit.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be calendar:day, week, month or year"));
  }
}
