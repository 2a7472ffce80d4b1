// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.time.DurationText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an alert says, with names in braces that are filled in. */
final class MessageTemplate {
  static final String DEFAULT = "{rule}: {key} {field} is {value}";

  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)\\}");
  private static final List<String> NAMES =
      List.of(
          "key",
          "field",
          "rule",
          "severity",
          "state",
          "since",
          "time",
          "duration",
          "value",
          "measure");

  private MessageTemplate() {}

  /**
   * Looks for names that are not known.
   *
   * @throws IllegalArgumentException for the first one
   */
  static void check(String template) {
    Matcher names = NAME.matcher(template);
    while (names.find()) {
      if (!NAMES.contains(names.group(1))) {
        throw new IllegalArgumentException(
            String.format(
                "withMessage(%s): {%s} must be one of {%s}",
                template, names.group(1), String.join("} {", NAMES)));
      }
    }
  }

  static String fill(String template, Alert alert) {
    return NAME.matcher(template)
        .replaceAll(name -> Matcher.quoteReplacement(value(name.group(1), alert)));
  }

  private static String value(String name, Alert alert) {
    return switch (name) {
      case "key" -> alert.series().key();
      case "field" -> alert.series().field();
      case "rule" -> alert.rule();
      case "severity" -> alert.severity().name().toLowerCase(Locale.ROOT);
      case "state" -> alert.state().name().toLowerCase(Locale.ROOT);
      case "since" -> Instant.ofEpochMilli(alert.since()).toString();
      case "time" -> Instant.ofEpochMilli(alert.time()).toString();
      case "duration" -> DurationText.print(Duration.ofMillis(alert.duration()));
      case "value" -> number(alert.value());
      default -> number(alert.measure());
    };
  }

  /** Six digits are enough to read. */
  private static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
