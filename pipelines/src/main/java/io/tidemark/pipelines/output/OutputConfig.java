// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.row.RowFormat;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.launcher.OptionValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the options of outputs mean: typed, checked one by one and together. */
@AutoValue
public abstract class OutputConfig {
  OutputConfig() {}

  /**
   * Makes a config of options.
   *
   * @param input what is read: an output is not the same, and a file is no output without an end
   * @throws io.tidemark.pipelines.launcher.UsageException one line that names the option to mend
   */
  public static OutputConfig of(OutputOptions options, InputConfig input) {
    return of(options, input, List.of());
  }

  /**
   * The same for a pipeline that reads more.
   *
   * @param inputs addresses of what else it reads
   */
  public static OutputConfig of(OutputOptions options, InputConfig input, List<String> inputs) {
    OutputConfig config =
        new AutoValue_OutputConfig(
            Optional.ofNullable(options.getOutput()),
            Optional.ofNullable(options.getLateOutput()),
            Optional.ofNullable(options.getRejectedOutput()),
            Optional.ofNullable(options.getLedger()),
            options.isResume(),
            Optional.ofNullable(options.getOutputFormat())
                .map(text -> OptionValue.parse("outputFormat", text, OutputConfig::rowFormat)),
            input.isEndless(),
            input.isEndless() || input.speed().isPresent());
    return OutputCombinations.checked(options, config, input, inputs);
  }

  /** A file, a directory or an address; empty for a table on standard output. */
  public abstract Optional<String> output();

  /** A file, a directory or an address; empty for none. */
  public abstract Optional<String> lateOutput();

  /** A file, a directory or an address; empty for none. */
  public abstract Optional<String> rejectedOutput();

  /** A file; empty for none. */
  public abstract Optional<String> ledger();

  /** Whether the run goes on where an earlier one stopped. */
  public abstract boolean resume();

  abstract Optional<RowFormat> outputFormat();

  abstract boolean isEndless();

  /** Whether somebody sees rows come; else they are soon all there. */
  abstract boolean isPaced();

  /**
   * How an output is written: as the options say, else by the name of a file, CSV for other files;
   * a connector has a format of its own.
   */
  public Optional<RowFormat> formatOf(String address) {
    return Connectors.of(address).isPresent()
        ? outputFormat()
        : outputFormat()
            .or(() -> RowFormat.ofFileName(address))
            .or(() -> Optional.of(RowFormat.CSV));
  }

  /** The outputs that were asked for, by their option. */
  Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    output().ifPresent(address -> addresses.put("output", address));
    lateOutput().ifPresent(address -> addresses.put("lateOutput", address));
    rejectedOutput().ifPresent(address -> addresses.put("rejectedOutput", address));
    ledger().ifPresent(address -> addresses.put("ledger", address));
    return addresses;
  }

  private static RowFormat rowFormat(String text) {
    return switch (text) {
      case "csv" -> RowFormat.CSV;
      case "jsonl" -> RowFormat.JSON_LINES;
      case "avro" -> RowFormat.AVRO;
      default -> throw new IllegalArgumentException("must be csv, jsonl or avro");
    };
  }
}
