// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import static io.tidemark.pipelines.launcher.UsageException.refuse;

import io.tidemark.io.connector.Source;
import io.tidemark.io.reading.Message;

/** Checks options of an input that are right one by one, and wrong together. */
final class InputCombinations {
  private final InputOptions options;
  private final InputConfig config;

  private InputCombinations(InputOptions options, InputConfig config) {
    this.options = options;
    this.config = config;
  }

  /** The config, if it can be run. */
  static InputConfig checked(InputOptions options, InputConfig config) {
    InputCombinations combinations = new InputCombinations(options, config);
    combinations.checkFormat();
    combinations.checkMended();
    combinations.checkStream();
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
    TypedFormat.of(options).check(config.source().isPresent());
  }

  private void checkMended() {
    if (config.mended().isEmpty()) {
      return;
    }
    String files = config.mended().get();
    if (files.isBlank()) {
      refuse("mended", files, "must be a file, a glob or a directory of rejected rows");
    }
    if (files.equals(config.address())) {
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
}
