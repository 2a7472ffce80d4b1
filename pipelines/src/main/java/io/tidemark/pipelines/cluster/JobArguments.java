// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.cluster;

import io.tidemark.pipelines.flink.FlinkRest;
import io.tidemark.pipelines.flink.Job;
import io.tidemark.pipelines.flink.Jobs;
import io.tidemark.pipelines.launcher.Command;
import io.tidemark.pipelines.launcher.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The arguments of a command: words in their order, and options {@code --name=value}. */
final class JobArguments {
  static final String SAVEPOINTS = "savepoints";
  private static final String FLINK_MASTER = "flinkMaster";
  private static final String LOCAL = "127.0.0.1:8081";

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> options = new HashMap<>();

  private JobArguments() {}

  /**
   * Reads them.
   *
   * @param command what they are for
   * @param wordCount how many words it takes
   * @param optionNames the options it takes, beside {@code --flinkMaster}
   */
  static JobArguments read(
      Command command, List<String> arguments, int wordCount, String... optionNames) {
    List<String> known = new ArrayList<>(List.of(optionNames));
    known.add(FLINK_MASTER);
    JobArguments read = new JobArguments();
    for (String argument : arguments) {
      if (!argument.startsWith("--")) {
        read.words.add(argument);
        continue;
      }
      String[] option = argument.substring(2).split("=", 2);
      if (!known.contains(option[0]) || option.length == 1 || option[1].isEmpty()) {
        throw wrong(command, argument);
      }
      read.options.put(option[0], option[1]);
    }
    if (read.words.size() != wordCount) {
      throw wrong(command, String.join(" ", arguments));
    }
    return read;
  }

  private static UsageException wrong(Command command, String typed) {
    return UsageException.of(
        String.format(
            "%s '%s': usage: tidemark %s %s",
            command.name(), typed, command.name(), command.parameters()));
  }

  String word(int index) {
    return words.get(index);
  }

  Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name));
  }

  String flinkMaster() {
    return option(FLINK_MASTER).orElse(LOCAL);
  }

  Jobs jobs() {
    return Jobs.of(FlinkRest.at(flinkMaster()));
  }

  /** The job that the first word names. */
  Job job() {
    return jobs().find(word(0));
  }
}
