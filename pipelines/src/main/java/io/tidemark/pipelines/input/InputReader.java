// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import static io.tidemark.pipelines.launcher.OptionValue.parse;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.watch.Watch;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads each option of an input; how they go together is checked elsewhere. */
final class InputReader {
  private final InputOptions options;
  private final Optional<DemoInput> demo;

  InputReader(InputOptions options) {
    this.options = options;
    if (options.getInput() == null || options.getInput().isBlank()) {
      throw UsageException.required(
          SourceRequest.INPUT,
          "a file, glob or directory such as --input=data.csv, or --input=demo:");
    }
    this.demo = parse(SourceRequest.INPUT, options.getInput(), DemoInput::parse);
  }

  InputConfig config() {
    RecordFormat format =
        TypedFormat.of(options)
            .read(demo.isPresent() ? RecordFormat.jsonLines() : RecordFormat.byFileName());
    ReadingSchema schema = schema(parse("zone", options.getZone(), InputReader::zone));
    WatermarkPolicy watermark = watermark();
    SourceRequest request =
        new SourceRequest(
            SourceRequest.INPUT,
            options.getInput(),
            format,
            schema,
            watermark,
            stopWhenIdle(),
            options);
    return InputConfig.builder()
        .setOption(SourceRequest.INPUT)
        .setStopWhenIdle(request.stopWhenIdle())
        .setAddress(options.getInput())
        .setDemo(demo)
        .setSource(source(request))
        .setFormat(format)
        .setSchema(schema)
        .setReplay(options.isReplay())
        .setSpeed(speed())
        .setSeed(parse("seed", or(options.getSeed(), InputOptions.SEED), InputReader::seed))
        .setWatermark(watermark)
        .setMended(Optional.ofNullable(options.getMended()))
        .setWatchedDirectory(
            Optional.ofNullable(options.getWatch())
                .map(interval -> directoryOf(options.getInput())))
        .build();
  }

  private static String directoryOf(String files) {
    return files.matches(".*[*?\\[{].*")
        ? files.substring(0, files.lastIndexOf('/') + 1)
        : files.replaceFirst("/*$", "/");
  }

  private Optional<Source> source(SourceRequest request) {
    Optional<Connector> connector = Connectors.of(options.getInput());
    if (options.getWatch() == null) {
      return connector.map(each -> each.source(request));
    }
    if (connector.isPresent() || demo.isPresent()) {
      throw UsageException.of("watch", options.getWatch(), "is for files: this input is none");
    }
    return Optional.of(
        Watch.source(request, parse("watch", options.getWatch(), InputReader::positive)));
  }

  private ReadingSchema schema(ZoneId zone) {
    String values =
        forDemo(options.getValue(), DemoInput.VALUE)
            .orElseThrow(
                () ->
                    UsageException.required(
                        "value", "the fields with the numbers, such as --value=temp_c"));
    ReadingSchema schema = parse("value", values, t -> ReadingSchema.ofValues(names(t)));
    Optional<String> key = forDemo(options.getKey(), DemoInput.KEY);
    if (key.isPresent()) {
      ReadingSchema keyless = schema;
      schema = parse("key", key.get(), t -> keyless.withKey(names(t)));
    }
    Optional<String> time = forDemo(options.getTime(), DemoInput.TIME);
    if (time.isPresent()) {
      schema = parse("time", time.get(), schema::withTime);
    }
    String format = or(options.getTimeFormat(), InputOptions.TIME_FORMAT);
    return schema
        .withTimeFormat(parse("timeFormat", format, TimeFormat::parse))
        .withZone(zone)
        .withMissing(split(or(options.getMissing(), "")));
  }

  private OptionalDouble speed() {
    return options.getSpeed() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(parse("speed", options.getSpeed(), InputReader::factor));
  }

  private WatermarkPolicy watermark() {
    String delay = or(options.getMaxDelay(), InputOptions.MAX_DELAY);
    WatermarkPolicy policy =
        parse("maxDelay", delay, t -> WatermarkPolicy.maxDelay(DurationText.parse(t)));
    String timeout = or(options.getIdleTimeout(), InputOptions.IDLE_TIMEOUT);
    return parse("idleTimeout", timeout, t -> policy.withIdleTimeout(DurationText.parse(t)));
  }

  private Optional<Duration> stopWhenIdle() {
    return Optional.ofNullable(options.getStopWhenIdle())
        .map(text -> parse("stopWhenIdle", text, InputReader::positive));
  }

  private static Duration positive(String text) {
    Duration duration = DurationText.parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be more than 0");
    }
    return duration;
  }

  /** What the user typed, or for the demo what goes without typing. */
  private Optional<String> forDemo(String typed, String known) {
    return Optional.ofNullable(typed).or(() -> demo.map(d -> known));
  }

  private static String or(String typed, String otherwise) {
    return typed == null ? otherwise : typed;
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  static List<String> names(String text) {
    // A comma in parentheses is part of a name: geohash(lat,lon,5).
    List<String> names = Arrays.stream(text.split(",(?![^(]*\\))", -1)).map(String::strip).toList();
    if (names.contains("")) {
      throw new IllegalArgumentException("must be names of fields, separated by commas");
    }
    return names;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("must be a zone such as UTC, +08:00 or Asia/Shanghai", e);
    }
  }

  private static double factor(String text) {
    if (text.matches("\\d{1,9}(\\.\\d{1,9})?x")) {
      double factor = Double.parseDouble(text.substring(0, text.length() - 1));
      if (factor > 0) {
        return factor;
      }
    }
    throw new IllegalArgumentException("must be a number of more than 0 and x, such as 10x");
  }

  private static long seed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a whole number", e);
    }
  }
}
