// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Options of the form {@code --name=value}.
 *
 * <pre>{@code
 * Arguments arguments = Arguments.parse(List.of("--rounds=5"));
 * int rounds = arguments.number("rounds", 3);
 * arguments.checkAllRead(); // a misspelt option is not one that was left out
 * }</pre>
 */
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();
  private final Set<String> read = new HashSet<>();

  private Arguments() {}

  /** The options in a command line, which has nothing else. */
  public static Arguments parse(List<String> words) {
    Arguments arguments = new Arguments();
    for (String word : words) {
      int sign = word.indexOf('=');
      if (!word.startsWith("--") || sign < 0) {
        throw new IllegalArgumentException(word + ": must be --name=value");
      }
      arguments.values.put(word.substring(2, sign), word.substring(sign + 1));
    }
    return arguments;
  }

  /** The value of an option, or what it is when nobody gave it. */
  public String text(String name, String otherwise) {
    read.add(name);
    return values.getOrDefault(name, otherwise);
  }

  /** A whole number; {@code 1_000} is one. */
  public int number(String name, int otherwise) {
    return Math.toIntExact(longNumber(name, otherwise));
  }

  /** A whole number; {@code 1_000} is one. */
  public long longNumber(String name, long otherwise) {
    return parseNumber(name, text(name, Long.toString(otherwise)));
  }

  /** Texts, separated by commas. */
  public List<String> texts(String name, String otherwise) {
    return List.of(text(name, otherwise).split(",", -1));
  }

  /** Whole numbers, separated by commas. */
  public List<Integer> numbers(String name, String otherwise) {
    return texts(name, otherwise).stream()
        .map(text -> Math.toIntExact(parseNumber(name, text)))
        .toList();
  }

  private static long parseNumber(String name, String text) {
    try {
      return Long.parseLong(text.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--" + name + "=" + text + ": must be a whole number", e);
    }
  }

  /** Refuses options that nobody has asked for by now. */
  public void checkAllRead() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        throw new IllegalArgumentException("--" + name + ": no such option");
      }
    }
  }
}
