// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import static io.tidemark.pipelines.launcher.UsageException.refuse;

import io.tidemark.io.connector.Connectors;
import io.tidemark.io.row.RowFormat;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.launcher.ConnectorUsage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks options of outputs that are right one by one, and wrong together or with the input. */
final class OutputCombinations {
  private final OutputOptions options;
  private final OutputConfig config;
  private final InputConfig input;
  private final List<String> others;

  private OutputCombinations(
      OutputOptions options, OutputConfig config, InputConfig input, List<String> others) {
    this.options = options;
    this.others = others;
    this.config = config;
    this.input = input;
  }

  /** The config, if it can be run. */
  static OutputConfig checked(
      OutputOptions options, OutputConfig config, InputConfig input, List<String> others) {
    new OutputCombinations(options, config, input, others).check();
    return config;
  }

  private void check() {
    Map<String, String> optionOf = new LinkedHashMap<>();
    config.addresses().forEach((option, address) -> checkAddress(option, address, optionOf));
    if (config.output().isEmpty() && config.lateOutput().isEmpty()) {
      refuse("outputFormat", options.getOutputFormat(), "needs --output or --lateOutput");
    }
    if (options.getLedger() != null && options.getLedger().endsWith("/")) {
      refuse("ledger", options.getLedger(), "must be a file name");
    }
    Stream<String> inputs = Stream.concat(Stream.of(input.address()), others.stream());
    ConnectorUsage.check(
        options, Stream.concat(inputs, config.addresses().values().stream()).toList());
  }

  private void checkAddress(String option, String address, Map<String, String> optionOf) {
    if (address.isBlank()) {
      refuse(option, address, "must be a file name, or the name of a directory and /");
    }
    String other = optionOf.putIfAbsent(address, option);
    if (other != null) {
      refuse(option, address, String.format("is the same as --%s", other));
    }
    if (address.equals(input.address())) {
      refuse(option, address, "is the same as --input");
    }
    if (input.mended().equals(Optional.of(address))) {
      refuse(option, address, "is the same as --mended");
    }
    boolean isFile = Connectors.of(address).isEmpty();
    checkJsonLines(option, address, isFile);
    if (isFile && isWatched(address)) {
      refuse(option, address, "is in the directory that --watch reads");
    }
    if (!isFile && option.equals("ledger")) {
      refuse(option, address, "must be a file name");
    }
    if (config.isEndless() && isFile && !option.equals("ledger") && !address.endsWith("/")) {
      refuse(option, address, "must be a directory ending in /, for the input has no end");
    }
  }

  private static void checkJsonLines(String option, String address, boolean isFile) {
    if (List.of("rejectedOutput", "ledger").contains(option)
        && isFile
        && RowFormat.ofFileName(address)
            .filter(named -> named != RowFormat.JSON_LINES)
            .isPresent()) {
      refuse(option, address, "is written as JSON lines; end its name in .jsonl");
    }
  }

  private boolean isWatched(String file) {
    String directory = file.substring(0, file.lastIndexOf('/') + 1);
    return input.watchedDirectory().equals(Optional.of(directory));
  }
}
