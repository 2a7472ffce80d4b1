// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import static io.tidemark.pipelines.launcher.OptionValue.parse;
import static io.tidemark.pipelines.launcher.UsageException.refuse;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.pipelines.average.AverageConfig;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.input.TypedFormat;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.CountWindowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the options of {@code lookup}, and checks how they go together. */
final class LookupReader {
  private static final String TABLE = "table";
  private static final String DEMO = "demo:";

  /** What connectors say of an address, whichever option had it. */
  private static final Pattern ADDRESS = Pattern.compile("--input\\b");

  private final LookupOptions options;

  private LookupReader(LookupOptions options) {
    this.options = options;
  }

  static LookupConfig read(LookupOptions options) {
    refuse("input", options.getInput(), "is --table here");
    refuse("output", options.getOutput(), "is --answers here");
    if (options.getTable() == null) {
      throw UsageException.required(
          TABLE, "what the table is made of, such as --table=data.csv, or --table=demo:");
    }
    options.setInput(options.getTable());
    options.setOutput(options.getAnswers());
    try {
      return new LookupReader(options).checked();
    } catch (UsageException e) {
      throw e.renamed("input", TABLE).renamed("output", "answers");
    } catch (InputException e) {
      throw new InputException(ofTable(e.getMessage()), e);
    }
  }

  private LookupConfig checked() {
    LookupConfig config = config();
    if (config.requests().isEmpty() && config.serve().isEmpty()) {
      throw UsageException.required(
          "requests", "who asks, such as --requests=requests.csv, --requests=demo: or --serve");
    }
    checkRequests(config);
    checkWindows(config);
    checkServe(config);
    return config;
  }

  private LookupConfig config() {
    AverageConfig average =
        AverageConfig.of(options, Optional.ofNullable(options.getRequests()).stream().toList());
    return LookupConfig.builder()
        .setAverage(average.withInput(average.input().typedAs(TABLE)))
        .setWindowed(options.getWindow() != null)
        .setRequests(Optional.ofNullable(options.getRequests()).map(a -> requests(a, average)))
        .setHasId(options.getRequestId() != null || isDemo())
        .setConsistent(parse("answering", options.getAnswering(), LookupReader::isConsistent))
        .setTimeToLive(
            Optional.ofNullable(options.getTimeToLive())
                .map(text -> parse("timeToLive", text, LookupReader::positive)))
        .setHistory(parse("history", options.getHistory(), LookupReader::notNegative))
        .setServe(
            Optional.ofNullable(options.getServe())
                .map(address -> ServeAddress.of(address, options.getServeTokenFile())))
        .build();
  }

  private boolean isDemo() {
    return options.getRequests() != null && options.getRequests().startsWith(DEMO);
  }

  private InputConfig requests(String address, AverageConfig average) {
    ReadingSchema table = average.input().schema();
    List<String> fields = new ArrayList<>(keyFields(table));
    String id = isDemo() ? "time" : options.getRequestId();
    if (id != null) {
      fields.add(id);
    }
    ReadingSchema schema =
        parse("requestId", id == null ? "" : id, unused -> ReadingSchema.ofRecords(fields))
            .withTimeFormat(table.timeFormat())
            .withZone(table.zone());
    String time = isDemo() ? "time" : options.getRequestTime();
    RecordFormat format = format().read(RecordFormat.byFileName());
    try {
      return average.input().beside("requests", address, format, timed(schema, time), options);
    } catch (InputException e) {
      throw new InputException(ofRequests(e.getMessage()), e);
    }
  }

  private static ReadingSchema timed(ReadingSchema schema, String time) {
    return time == null ? schema : parse("requestTime", time, schema::withTime);
  }

  private List<String> keyFields(ReadingSchema table) {
    if (isDemo()) {
      return List.of("sensor");
    }
    return options.getRequestKey() == null
        ? table.keyFields()
        : parse("requestKey", options.getRequestKey(), LookupReader::names);
  }

  private TypedFormat format() {
    return new TypedFormat(
        "request",
        options.getRequestFormat(),
        options.getRequestCsvDelimiter(),
        options.getRequestCsvHeader(),
        options.getRequestAvroSchema());
  }

  private void checkRequests(LookupConfig config) {
    if (config.requests().isEmpty() || isDemo()) {
      String problem =
          isDemo() ? "the demo has fields of its own" : "is for requests: it needs --requests";
      format().refuseAll(problem);
      refuse("requestKey", options.getRequestKey(), problem);
      refuse("requestId", options.getRequestId(), problem);
      refuse("requestTime", options.getRequestTime(), problem);
    }
    format().check(config.requests().flatMap(InputConfig::source).isPresent());
    if (config.requests().isEmpty()) {
      refuse("answers", options.getAnswers(), "is for answers: it needs --requests");
      if (!config.windowed()) {
        refuse("lateOutput", options.getLateOutput(), "needs --requests: by HTTP nothing is late");
      }
    } else if (config.requests().get().address().equals(options.getTable()) && !isDemo()) {
      throw UsageException.of("requests", options.getRequests(), "is the same as --table");
    }
    if (!config.consistent() && !config.isStreaming()) {
      refuse(
          "answering",
          options.getAnswering(),
          "is for streams: of what is read as a whole nothing is known before everything is");
    }
    boolean asksForLatest = config.requests().filter(r -> !r.schema().hasTime()).isPresent();
    if (asksForLatest && config.consistent() && config.isEndless()) {
      refuse(
          "answering",
          options.getAnswering(),
          "needs --requestTime, for input without end has no last value; or choose atOnce");
    }
  }

  private void checkWindows(LookupConfig config) {
    if (config.windowed()) {
      if (config.average().firing().accumulation() == Accumulation.DISCARDING) {
        refuse("accumulation", options.getAccumulation(), "a table holds whole results");
      }
      if (config.average().windowing() instanceof CountWindowing
          && !config.average().firing().allowedLateness().isZero()) {
        refuse(
            "allowedLateness",
            options.getAllowedLateness(),
            "impossible with count windows: late readings withdraw results, which a table keeps");
      }
      if (config.isStreaming() && !config.average().input().isStreaming()) {
        refuse(
            "window",
            options.getWindow(),
            "impossible with a table that is read as a whole while requests are a stream");
      }
      return;
    }
    if (!config.average().input().schema().hasTime()) {
      throw UsageException.required(
          "time", "the field with the event time: the newest reading is known by it");
    }
  }

  private void checkServe(LookupConfig config) {
    if (config.serve().isEmpty()) {
      refuse("serveTokenFile", options.getServeTokenFile(), "needs --serve");
    } else if (!options.getRunner().getSimpleName().equals("DirectRunner")) {
      refuse(
          "serve",
          options.getServe(),
          "is for --runner=direct: a cluster's table is in its workers");
    }
  }

  /** What a message says of the options of an input, of those of requests. */
  static String ofRequests(String message) {
    return new TypedFormat("request", null, null, null, null)
        .renamed(ADDRESS.matcher(message).replaceAll("--requests"));
  }

  /** What a message says of the address of an input, of that of the table. */
  static String ofTable(String message) {
    return ADDRESS.matcher(message).replaceAll("--" + TABLE);
  }

  private static boolean isConsistent(String text) {
    return switch (text) {
      case LookupOptions.CONSISTENT -> true;
      case "atOnce" -> false;
      default -> throw new IllegalArgumentException("must be consistent or atOnce");
    };
  }

  private static Duration positive(String text) {
    Duration duration = notNegative(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("must be more than 0");
    }
    return duration;
  }

  private static Duration notNegative(String text) {
    Duration duration = DurationText.parse(text);
    if (duration.isNegative() || duration.compareTo(Duration.ofDays(36_525)) > 0) {
      throw new IllegalArgumentException("must be from 0s to 36525d");
    }
    return duration;
  }

  private static List<String> names(String text) {
    List<String> names = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    if (names.contains("")) {
      throw new IllegalArgumentException("must be names of fields, separated by commas");
    }
    return names;
  }
}
