// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the value of an option, and names both in what it says about a wrong one. */
public final class OptionValue {
  private static final Pattern METHOD = Pattern.compile("\\w+\\(.*?\\): ");

  private OptionValue() {}

  /**
   * Reads a value.
   *
   * @param option the name, without dashes
   * @param parser throws {@link IllegalArgumentException} for what is not allowed; what its message
   *     repeats of option and value is left out
   * @throws UsageException {@code --option 'value': what is allowed}
   */
  public static <T> T parse(String option, String value, Function<String, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException e) {
      throw UsageException.of(option, value, predicate(e.getMessage(), option, value));
    }
  }

  /** The message without its subject. */
  private static String predicate(String message, String option, String value) {
    Matcher method = METHOD.matcher(message);
    String rest = method.lookingAt() ? message.substring(method.end()) : message;
    rest = without(option + " ", rest);
    return without("'" + value + "' ", without("'" + value + "': ", rest));
  }

  private static String without(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }
}
