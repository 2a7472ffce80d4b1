// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import static io.tidemark.pipelines.launcher.OptionValue.parse;
import static io.tidemark.pipelines.launcher.UsageException.refuse;

import com.google.auto.value.AutoValue;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.pipelines.output.OutputConfig;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.SessionWindowing;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the options of {@code alert} mean: typed, checked one by one and together. */
@AutoValue
public abstract class AlertConfig {
  AlertConfig() {}

  /**
   * Makes a config of options.
   *
   * @throws UsageException one line that names the option to mend
   */
  public static AlertConfig of(AlertOptions options) {
    InputConfig input = InputConfig.of(options);
    if (!input.schema().hasTime()) {
      throw UsageException.required("time", "the field with the event time");
    }
    Optional<Windowing> windowing = windowing(options, input);
    String statistics =
        Optional.ofNullable(options.getStatistics()).orElse(AlertOptions.STATISTICS);
    List<Rule> rules = rules(options, input);
    return new AutoValue_AlertConfig(
        input,
        rules,
        windowing,
        parse("statistics", statistics, Statistics::parse),
        parse("allowedLateness", options.getAllowedLateness(), AlertConfig::lateness),
        Optional.ofNullable(options.getForget())
            .map(text -> parse("forget", text, forget -> forget(rules, forget))),
        OutputConfig.of(options, input));
  }

  /** What is read. */
  public abstract InputConfig input();

  /** What is watched for. */
  @SuppressWarnings("AutoValueImmutableFields") // Guava is no dependency.
  public abstract List<Rule> rules();

  /** Of what windows rules see the statistics; empty for readings. */
  public abstract Optional<Windowing> windowing();

  /** Of these windows. */
  public abstract Statistics statistics();

  /** How far behind the watermark a reading may be. */
  public abstract Duration allowedLateness();

  /** How long a series is silent until it is forgotten; empty for never. */
  public abstract Optional<Duration> forget();

  /** The rules over readings or results that come so late. */
  Alerts alerts(Duration lateness) {
    Alerts alerts = Alerts.by(rules()).withAllowedLateness(lateness);
    return forget().map(alerts::withForget).orElse(alerts);
  }

  /** Where alerts go, and what is not in them. */
  public abstract OutputConfig outputs();

  /** The options that the state of a run is made of, with their values. */
  String stateOf() {
    ReadingSchema schema = input().schema();
    return String.format(
        "--key=%s --value=%s --time=%s --zone=%s --window=%s --statistics=%s",
        String.join(",", schema.keyFields()),
        String.join(",", schema.valueFields()),
        schema.timeField(),
        schema.zone(),
        windowing().map(Windowing::toString).orElse(""),
        statistics());
  }

  private static List<Rule> rules(AlertOptions options, InputConfig input) {
    if (options.getRules() != null) {
      return RulesFile.read(options.getRules(), input.schema().keyFields());
    }
    if (input.demo().isPresent()) {
      return RulesFile.ofDemo(input.schema().keyFields());
    }
    throw UsageException.required("rules", "a file such as --rules=rules.yaml");
  }

  private static Optional<Windowing> windowing(AlertOptions options, InputConfig input) {
    if (options.getWindow() == null) {
      refuse("windowOffset", options.getWindowOffset(), "needs --window");
      refuse("statistics", options.getStatistics(), "needs --window");
      return Optional.empty();
    }
    Windowing windowing =
        parse("window", options.getWindow(), AlertConfig::windowWithEnd)
            .withZone(input.schema().zone());
    return Optional.of(
        options.getWindowOffset() == null
            ? windowing
            : parse(
                "windowOffset",
                options.getWindowOffset(),
                t -> windowing.withOffset(DurationText.parse(t))));
  }

  private static Windowing windowWithEnd(String text) {
    Windowing windowing = Windowing.parse(text);
    if (!windowing.needsTime() || windowing instanceof SessionWindowing) {
      throw new IllegalArgumentException("must be fixed, sliding or calendar for alerts");
    }
    return windowing;
  }

  private static Duration forget(List<Rule> rules, String text) {
    Duration forget = DurationText.parse(text);
    Alerts unused = Alerts.by(rules).withForget(forget); // says what is wrong
    return forget;
  }

  private static Duration lateness(String text) {
    Duration lateness = DurationText.parse(text);
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("must be >= 0");
    }
    return lateness;
  }
}
