// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * The built-in stream that {@code --input=demo:} stands for.
 *
 * @param records how many records it has; empty for no end
 */
public record DemoInput(OptionalLong records) {
  static final String KEY = "sensor";
  static final String VALUE = "temperature";
  static final String TIME = "time";

  private static final String PREFIX = "demo:";
  private static final long RECORDS = 10_000;

  /**
   * Reads {@code demo:}, {@code demo:50000} or {@code demo:endless}; empty for any other input.
   *
   * @throws IllegalArgumentException for anything else behind {@code demo:}
   */
  static Optional<DemoInput> parse(String input) {
    if (!input.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String size = input.substring(PREFIX.length());
    if (size.isEmpty()) {
      return Optional.of(new DemoInput(OptionalLong.of(RECORDS)));
    }
    if (size.equals("endless")) {
      return Optional.of(new DemoInput(OptionalLong.empty()));
    }
    if (!size.matches("\\d{1,18}")) {
      throw new IllegalArgumentException(
          "must be demo:, demo: and a number of records, or demo:endless");
    }
    return Optional.of(new DemoInput(OptionalLong.of(Long.parseLong(size))));
  }
}
