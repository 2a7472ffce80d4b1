// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.Source;
import io.tidemark.io.reading.Message;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.row.RowFormat;
import io.tidemark.pipelines.launcher.ConnectorUsage;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.windowing.CountWindowing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks options of {@code average} that are right one by one, and wrong together. */
final class OptionCombinations {
  private final AverageOptions options;
  private final AverageConfig config;

  private OptionCombinations(AverageOptions options, AverageConfig config) {
    this.options = options;
    this.config = config;
  }

  /** The config, if it can be run. */
  static AverageConfig checked(AverageOptions options, AverageConfig config) {
    OptionCombinations combinations = new OptionCombinations(options, config);
    combinations.checkFormat();
    combinations.checkMended();
    combinations.checkStream();
    combinations.checkTime();
    combinations.checkCount();
    combinations.checkOutputs();
    ConnectorUsage.check(options, combinations.connectorAddresses());
    return config;
  }

  private void checkFormat() {
    if (config.demo().isPresent()) {
      refuse("inputFormat", options.getInputFormat(), "the demo has a format of its own");
      refuse("csvDelimiter", options.getCsvDelimiter(), "the demo is not CSV");
      refuse("csvHeader", options.getCsvHeader(), "the demo is not CSV");
    } else {
      refuse("seed", options.getSeed(), "only the demo has one: --input=demo:");
    }
    if (isFormat(RecordFormat.tsv())) {
      refuse("csvDelimiter", options.getCsvDelimiter(), "impossible with --inputFormat=tsv");
    }
    if (isFormat(RecordFormat.jsonLines())) {
      refuse("csvDelimiter", options.getCsvDelimiter(), "impossible with --inputFormat=jsonl");
      refuse("csvHeader", options.getCsvHeader(), "impossible with --inputFormat=jsonl");
    }
    for (RecordFormat other :
        List.of(RecordFormat.number(), RecordFormat.avro(), RecordFormat.avroConfluent())) {
      if (isFormat(other)) {
        refuse("csvDelimiter", options.getCsvDelimiter(), "impossible with --inputFormat=" + other);
        refuse("csvHeader", options.getCsvHeader(), "impossible with --inputFormat=" + other);
      }
    }
    checkAvroSchema();
  }

  private void checkAvroSchema() {
    if (options.getAvroSchema() == null) {
      return;
    }
    if (config.source().isEmpty()) {
      refuse(
          "avroSchema",
          options.getAvroSchema(),
          "is for messages: files .avro hold the schema they are written with");
    }
    if (options.getInputFormat() != null && !config.inputFormat().isAvro()) {
      refuse(
          "avroSchema",
          options.getAvroSchema(),
          "needs --inputFormat=avro or avro-confluent, not " + options.getInputFormat());
    }
    refuse("csvDelimiter", options.getCsvDelimiter(), "impossible with --avroSchema");
    refuse("csvHeader", options.getCsvHeader(), "impossible with --avroSchema");
  }

  private boolean isFormat(RecordFormat format) {
    return format.toString().equals(options.getInputFormat());
  }

  private void checkMended() {
    if (config.mended().isEmpty()) {
      return;
    }
    String files = config.mended().get();
    if (files.isBlank()) {
      refuse("mended", files, "must be a file, a glob or a directory of rejected rows");
    }
    if (files.equals(config.input())) {
      refuse("mended", files, "is the same as --input");
    }
    for (String field : config.schema().fields()) {
      if (Message.isAttribute(field)) {
        refuse("mended", files, String.format("a rejected row holds no %s of its record", field));
      }
    }
  }

  private void checkStream() {
    if (!config.isStreaming()) {
      String problem =
          config.source().isPresent()
              ? "is for streams: this input is read as a whole"
              : "needs --replay or --watch: other files are read as a whole";
      refuse("maxDelay", options.getMaxDelay(), problem);
      refuse("idleTimeout", options.getIdleTimeout(), problem);
    }
    if (config.source().filter(Source::isUnbounded).isEmpty()) {
      refuse("stopWhenIdle", options.getStopWhenIdle(), "is for live input: this one has an end");
    }
    if (options.getWatch() != null) {
      refuse("replay", options.isReplay() ? "true" : null, "impossible with --watch");
    }
    if (!config.replay() && config.demo().isEmpty()) {
      refuse("speed", options.getSpeed(), "is for recordings: it needs --replay or the demo");
    }
    if (config.source().isPresent()) {
      refuse("replay", options.isReplay() ? "true" : null, "is for files: this input is none");
    }
  }

  private void checkTime() {
    if (config.schema().hasTime()) {
      return;
    }
    if (config.windowing().needsTime()) {
      refuse(
          "window",
          options.getWindow(),
          "needs --time=FIELD; without it only global and count:N are possible");
      throw UsageException.required(
          "time",
          "the field with the event time; without it only --window=global and --window=count:N are"
              + " possible");
    }
    if (config.replay()) {
      throw UsageException.of("replay", "needs --time=FIELD, which the watermark follows");
    }
    refuse("timeFormat", options.getTimeFormat(), "needs --time=FIELD");
    for (Statistic statistic : List.of(Statistic.FIRST, Statistic.LAST)) {
      if (config.statistics().contains(statistic)) {
        refuse(
            "statistics",
            options.getStatistics(),
            String.format("%s needs --time=FIELD", statistic.optionName()));
      }
    }
  }

  private void checkCount() {
    if (!(config.windowing() instanceof CountWindowing)) {
      return;
    }
    String problem =
        "impossible with count windows, which have one result each, when they are full";
    if (!config.firing().early().isZero()) {
      refuse("early", options.getEarly(), problem);
    }
    if (!config.firing().late().equals(LateFiring.EACH)) {
      refuse("late", options.getLate(), problem);
    }
    if (config.firing().accumulation() == Accumulation.DISCARDING) {
      refuse("accumulation", options.getAccumulation(), problem);
    }
  }

  private void checkOutputs() {
    Map<String, String> optionOf = new LinkedHashMap<>();
    addresses().forEach((option, address) -> checkAddress(option, address, optionOf));
    if (config.output().isEmpty() && config.lateOutput().isEmpty()) {
      refuse("outputFormat", options.getOutputFormat(), "needs --output or --lateOutput");
    }
    if (options.getLedger() != null && options.getLedger().endsWith("/")) {
      refuse("ledger", options.getLedger(), "must be a file name");
    }
  }

  /** The outputs that were asked for, by their option. */
  private Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    config.output().ifPresent(address -> addresses.put("output", address));
    config.lateOutput().ifPresent(address -> addresses.put("lateOutput", address));
    config.rejectedOutput().ifPresent(address -> addresses.put("rejectedOutput", address));
    config.ledger().ifPresent(address -> addresses.put("ledger", address));
    return addresses;
  }

  private List<String> connectorAddresses() {
    return Stream.concat(Stream.of(config.input()), addresses().values().stream()).toList();
  }

  private void checkAddress(String option, String address, Map<String, String> optionOf) {
    if (address.isBlank()) {
      refuse(option, address, "must be a file name, or the name of a directory and /");
    }
    String other = optionOf.putIfAbsent(address, option);
    if (other != null) {
      refuse(option, address, String.format("is the same as --%s", other));
    }
    if (address.equals(config.input())) {
      refuse(option, address, "is the same as --input");
    }
    if (config.mended().equals(Optional.of(address))) {
      refuse(option, address, "is the same as --mended");
    }
    boolean isFile = Connectors.of(address).isEmpty();
    checkAvroOutput(option, address, isFile);
    if (isFile && isWatched(address.substring(0, address.lastIndexOf('/') + 1))) {
      refuse(option, address, "is in the directory that --watch reads");
    }
    if (!isFile && option.equals("ledger")) {
      refuse(option, address, "must be a file name");
    }
    if (config.isEndless() && isFile && !option.equals("ledger") && !address.endsWith("/")) {
      refuse(option, address, "must be a directory ending in /, for the input has no end");
    }
  }

  private void checkAvroOutput(String option, String address, boolean isFile) {
    if (List.of("rejectedOutput", "ledger").contains(option)
        && isFile
        && RowFormat.ofFileName(address).equals(Optional.of(RowFormat.AVRO))) {
      refuse(option, address, "is written as JSON lines; end its name in .jsonl");
    }
  }

  private boolean isWatched(String directory) {
    String input = config.input();
    String watched =
        input.matches(".*[*?\\[{].*")
            ? input.substring(0, input.lastIndexOf('/') + 1)
            : input.replaceFirst("/*$", "/");
    return options.getWatch() != null && directory.equals(watched);
  }

  /** Says what is wrong with an option, if it was given. */
  private static void refuse(String option, String value, String problem) {
    if (value != null) {
      throw UsageException.of(option, value, problem);
    }
  }
}
