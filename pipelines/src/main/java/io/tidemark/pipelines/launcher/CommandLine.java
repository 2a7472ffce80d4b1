// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads arguments: {@code --name=value}, or {@code --name} for a switch. */
final class CommandLine {
  private CommandLine() {}

  static List<Setting> parse(List<String> arguments) {
    List<Setting> settings = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("--") || argument.startsWith("--=") || argument.equals("--")) {
        throw UsageException.of(
            String.format("'%s' is not an option: options are written --name=value", argument));
      }
      int equals = argument.indexOf('=');
      settings.add(
          equals < 0
              ? Setting.argument(argument.substring(2), Optional.empty())
              : Setting.argument(
                  argument.substring(2, equals), Optional.of(argument.substring(equals + 1))));
    }
    return settings;
  }

  static boolean asksForHelp(List<String> arguments) {
    return arguments.stream().anyMatch(a -> a.equals("--help") || a.equals("-h"));
  }
}
