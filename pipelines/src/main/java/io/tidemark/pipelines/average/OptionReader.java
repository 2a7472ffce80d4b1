// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static io.tidemark.pipelines.launcher.OptionValue.parse;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.watch.Watch;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads each option of {@code average}; how they go together is checked elsewhere. */
final class OptionReader {
  private final AverageOptions options;
  private final Optional<DemoInput> demo;

  OptionReader(AverageOptions options) {
    this.options = options;
    if (options.getInput() == null || options.getInput().isBlank()) {
      throw UsageException.required(
          "input", "a file, glob or directory such as --input=data.csv, or --input=demo:");
    }
    this.demo = parse("input", options.getInput(), DemoInput::parse);
  }

  AverageConfig config() {
    ZoneId zone = parse("zone", options.getZone(), OptionReader::zone);
    RecordFormat format = inputFormat();
    ReadingSchema schema = schema(zone);
    WatermarkPolicy watermark = watermark();
    SourceRequest request =
        new SourceRequest(options.getInput(), format, schema, watermark, stopWhenIdle(), options);
    return AverageConfig.builder()
        .setInput(options.getInput())
        .setDemo(demo)
        .setSource(source(request))
        .setInputFormat(format)
        .setSchema(schema)
        .setReplay(options.isReplay())
        .setSpeed(speed())
        .setSeed(parse("seed", or(options.getSeed(), AverageOptions.SEED), OptionReader::seed))
        .setWatermark(watermark)
        .setMended(Optional.ofNullable(options.getMended()))
        .setStatistics(parse("statistics", options.getStatistics(), Statistics::parse))
        .setWindowing(windowing(zone))
        .setFiring(firing())
        .setPlan(parse("plan", options.getPlan(), Plan::parse))
        .setShards(parse("shards", "" + options.getShards(), t -> Shards.of(Integer.parseInt(t))))
        .setOutput(Optional.ofNullable(options.getOutput()))
        .setLateOutput(Optional.ofNullable(options.getLateOutput()))
        .setRejectedOutput(Optional.ofNullable(options.getRejectedOutput()))
        .setLedger(Optional.ofNullable(options.getLedger()))
        .setResume(options.isResume())
        .setStateOf(stateOf(schema, zone))
        .setOutputFormat(
            Optional.ofNullable(options.getOutputFormat())
                .map(text -> parse("outputFormat", text, OptionReader::rowFormat)))
        .build();
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
        Watch.source(request, parse("watch", options.getWatch(), OptionReader::positive)));
  }

  private RecordFormat inputFormat() {
    RecordFormat format = demo.isPresent() ? RecordFormat.jsonLines() : RecordFormat.byFileName();
    if (options.getInputFormat() != null) {
      format = parse("inputFormat", options.getInputFormat(), RecordFormat::parse);
    }
    if (options.getCsvDelimiter() != null) {
      format = parse("csvDelimiter", options.getCsvDelimiter(), format::withCsvDelimiter);
    }
    if (options.getCsvHeader() != null) {
      RecordFormat headless = format;
      format = parse("csvHeader", options.getCsvHeader(), t -> headless.withCsvHeader(names(t)));
    }
    if (options.getAvroSchema() != null) {
      RecordFormat other = format;
      format = parse("avroSchema", options.getAvroSchema(), t -> withAvroSchema(other, t));
    }
    return format;
  }

  private static RecordFormat withAvroSchema(RecordFormat format, String file) {
    try {
      return format.withAvroSchema(Files.readString(Path.of(file)));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("no such file", e);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("is not UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read: " + e.getMessage(), e);
    }
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
    String format = or(options.getTimeFormat(), AverageOptions.TIME_FORMAT);
    return schema
        .withTimeFormat(parse("timeFormat", format, TimeFormat::parse))
        .withZone(zone)
        .withMissing(split(or(options.getMissing(), "")));
  }

  private OptionalDouble speed() {
    return options.getSpeed() == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(parse("speed", options.getSpeed(), OptionReader::factor));
  }

  private WatermarkPolicy watermark() {
    String delay = or(options.getMaxDelay(), AverageOptions.MAX_DELAY);
    WatermarkPolicy policy =
        parse("maxDelay", delay, t -> WatermarkPolicy.maxDelay(DurationText.parse(t)));
    String timeout = or(options.getIdleTimeout(), AverageOptions.IDLE_TIMEOUT);
    return parse("idleTimeout", timeout, t -> policy.withIdleTimeout(DurationText.parse(t)));
  }

  private Optional<Duration> stopWhenIdle() {
    return Optional.ofNullable(options.getStopWhenIdle())
        .map(text -> parse("stopWhenIdle", text, OptionReader::positive));
  }

  private static Duration positive(String text) {
    Duration duration = DurationText.parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be more than 0");
    }
    return duration;
  }

  private Windowing windowing(ZoneId zone) {
    String text = forDemo(options.getWindow(), DemoInput.WINDOW).orElse(AverageOptions.WINDOW);
    Windowing windowing = parse("window", text, Windowing::parse).withZone(zone);
    return parse(
        "windowOffset",
        options.getWindowOffset(),
        t -> windowing.withOffset(DurationText.parse(t)));
  }

  private String stateOf(ReadingSchema schema, ZoneId zone) {
    return String.format(
        "--key=%s --value=%s --time=%s --window=%s --windowOffset=%s --zone=%s --statistics=%s"
            + " --accumulation=%s --shards=%s",
        String.join(",", schema.keyFields()),
        String.join(",", schema.valueFields()),
        schema.hasTime() ? schema.timeField() : "",
        windowing(zone),
        DurationText.print(DurationText.parse(options.getWindowOffset())),
        zone,
        parse("statistics", options.getStatistics(), Statistics::parse),
        options.getAccumulation(),
        options.getShards());
  }

  private Firing firing() {
    Firing onTime =
        Firing.onTime()
            .withLate(parse("late", options.getLate(), LateFiring::parse))
            .withAccumulation(
                parse("accumulation", options.getAccumulation(), Accumulation::parse));
    Firing early = parse("early", options.getEarly(), t -> onTime.withEarly(DurationText.parse(t)));
    return parse(
        "allowedLateness",
        options.getAllowedLateness(),
        t -> early.withAllowedLateness(DurationText.parse(t)));
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

  private static List<String> names(String text) {
    List<String> names = split(text);
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

  private static RowFormat rowFormat(String text) {
    return switch (text) {
      case "csv" -> RowFormat.CSV;
      case "jsonl" -> RowFormat.JSON_LINES;
      case "avro" -> RowFormat.AVRO;
      default -> throw new IllegalArgumentException("must be csv, jsonl or avro");
    };
  }
}
