// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.input.InputOptions;
import io.tidemark.pipelines.output.OutputOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * The options of {@code alert} as a person types them; {@link AlertConfig} is what they mean.
 *
 * <p>Those without a {@code Default} are null when nobody gave them.
 */
public interface AlertOptions extends InputOptions, OutputOptions {
  /** The default of {@code --statistics}. */
  String STATISTICS = "mean";

  /** When it was measured. */
  @Override
  @Usage(
      group = UsageGroup.INPUT,
      order = 8,
      unit = "field name",
      example = "measured_at",
      otherwise = "none, it is required")
  @Description("The field with the event time.")
  String getTime();

  @Override
  void setTime(String field);

  /** What is watched for. */
  @Usage(
      group = UsageGroup.WHAT,
      order = 1,
      unit = "file",
      example = "rules.yaml",
      otherwise = "none, it is required; for the demo rules that show what there is")
  @Description(
      "The rules, as YAML: which series or groups each is for, its condition, how long that must hold, how bad"
          + " it is and what the alert says. The file is read where the run is started.")
  String getRules();

  void setRules(String file);

  /** What is computed of windows. */
  @Usage(
      group = UsageGroup.WHAT,
      order = 2,
      unit = "statistics",
      example = "mean,max",
      otherwise = STATISTICS + " with --window")
  @Description(
      "With --window, the statistics that rules look at: field temp_c has the series temp_c.mean,"
          + " temp_c.max and so on.")
  String getStatistics();

  void setStatistics(String statistics);

  /** How readings are grouped. */
  @Usage(
      group = UsageGroup.WHERE,
      order = 1,
      unit = "windows",
      example = "sliding:1h/5m",
      otherwise = "none, rules look at readings")
  @Description(
      "Let rules look at statistics of windows instead of readings: fixed:SIZE, sliding:SIZE/PERIOD,"
          + " calendar:day and so on. A value has the time of its window's end.")
  String getWindow();

  void setWindow(String windowing);

  /** How windows are shifted. */
  @Usage(
      group = UsageGroup.WHERE,
      order = 2,
      unit = "duration",
      example = "6h",
      otherwise = "not at all")
  @Description("Shifts the boundaries of windows.")
  String getWindowOffset();

  void setWindowOffset(String offset);

  /** How late a reading may be. */
  @Usage(group = UsageGroup.WHEN, order = 3, unit = "duration of event time", example = "10m")
  @Description(
      "How far behind the watermark a reading is still put in its place, and alerts are corrected;"
          + " later ones go to --lateOutput.")
  @Default.String("0s")
  String getAllowedLateness();

  void setAllowedLateness(String lateness);

  /** When series are forgotten. */
  @Usage(
      group = UsageGroup.WHEN,
      order = 4,
      unit = "duration of event time",
      example = "30d",
      otherwise = "never")
  @Description(
      "How long a series is silent until it is forgotten, which bounds the state. What is open of it"
          + " is resolved, and with its next reading it begins anew. More than each rule's silence.")
  String getForget();

  void setForget(String silence);
}
