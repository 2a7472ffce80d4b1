// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Optional;

/**
 * An option as somebody wrote it.
 *
 * @param name without dashes
 * @param value the text after {@code =}; empty optional where there was no {@code =}
 * @param file the config file that it is in; empty for the command line
 */
record Setting(String name, Optional<String> value, Optional<String> file) {
  static Setting argument(String name, Optional<String> value) {
    return new Setting(name, value, Optional.empty());
  }

  static Setting inFile(String file, String name, String value) {
    return new Setting(name, Optional.of(value), Optional.of(file));
  }

  /** The exception, which names the file if there is one. */
  UsageException located(UsageException e) {
    return file.map(e::in).orElse(e);
  }

  Setting withValue(String text) {
    return new Setting(name, Optional.of(text), file);
  }
}
