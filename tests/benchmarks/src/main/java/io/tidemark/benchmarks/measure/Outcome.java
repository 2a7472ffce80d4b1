// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What one run tells the process that started it: names and numbers in one line. */
public final class Outcome {
  private static final String MARK = "outcome";

  private final Map<String, String> values = new LinkedHashMap<>();

  /** With one more value, which has no blanks. */
  public Outcome with(String name, Object value) {
    values.put(name, value.toString());
    return this;
  }

  /** The line that {@link #find} finds. */
  public String line() {
    return values.entrySet().stream()
        .map(value -> " " + value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining("", MARK, ""));
  }

  /** The outcome among the lines that a process printed. */
  public static Optional<Outcome> find(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith(MARK + " ")).findFirst().map(Outcome::of);
  }

  private static Outcome of(String line) {
    Outcome outcome = new Outcome();
    for (String word : line.substring(MARK.length() + 1).split(" ", -1)) {
      int sign = word.indexOf('=');
      outcome.with(word.substring(0, sign), word.substring(sign + 1));
    }
    return outcome;
  }

  /** A whole number of the outcome. */
  public long number(String name) {
    return Long.parseLong(text(name));
  }

  /** A number of the outcome, to the bit as it was given. */
  public double decimal(String name) {
    return Double.parseDouble(text(name));
  }

  private String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no " + name + " in: " + line());
    }
    return value;
  }
}
