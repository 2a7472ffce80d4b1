// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import io.tidemark.pipelines.input.InputOptions;
import io.tidemark.pipelines.output.OutputOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * The options of {@code average} as a person types them; {@link AverageConfig} is what they mean.
 *
 * <p>Those without a {@code Default} are null when nobody gave them.
 */
public interface AverageOptions extends InputOptions, PlanOptions, OutputOptions {
  /** The default of {@code --window}. */
  String WINDOW = "fixed:1h";

  /** The same for the demo. */
  String DEMO_WINDOW = "fixed:2m";

  /** What is computed. */
  @Usage(group = UsageGroup.WHAT, order = 1, unit = "statistics", example = "count,mean,p99")
  @Description(
      "The numbers to compute, in the order of the output's columns: count, sum, mean, min, max,"
          + " variance and stddev (of the sample), first and last (by event time), median and p0.1 to"
          + " p99.9 (within 0.4 %), distinct, delta and rate (per second; of counters, which begin again"
          + " at 0: delta(counter), rate(counter)), ewma(HALFLIFE), and timeWeightedMean(MAXGAP) or"
          + " timeWeightedMean(linear,MAXGAP), of which a value stands for MAXGAP at most. With linear,"
          + " results of streams come MAXGAP later: they wait for the reading after their window.")
  @Default.String("count,mean,min,max")
  String getStatistics();

  void setStatistics(String statistics);

  /** How readings are grouped. */
  @Usage(
      group = UsageGroup.WHERE,
      order = 1,
      unit = "windows",
      example = "sliding:1h/5m",
      otherwise = WINDOW + ", for the demo fixed:2m")
  @Description(
      "How readings are grouped by event time: fixed:SIZE, sliding:SIZE/PERIOD, session:GAP,"
          + " calendar:day, calendar:week, calendar:month, calendar:year (of --zone), count:N,"
          + " count:N/EVERY or global. Durations are 250ms, 10s, 5m, 1h, 7d or ISO 8601.")
  String getWindow();

  void setWindow(String windowing);

  /** How windows are shifted. */
  @Usage(group = UsageGroup.WHERE, order = 2, unit = "duration", example = "6h")
  @Description(
      "Shifts the boundaries of fixed, sliding and calendar windows: with 6h, days run from 06:00"
          + " to 06:00.")
  @Default.String("0s")
  String getWindowOffset();

  void setWindowOffset(String offset);

  /** How long windows stay open. */
  @Usage(group = UsageGroup.WHEN, order = 3, unit = "duration of event time", example = "10m")
  @Description(
      "How long after its end a window still takes readings; later ones are late and go to"
          + " --lateOutput.")
  @Default.String("0s")
  String getAllowedLateness();

  void setAllowedLateness(String lateness);

  /** How often a result is emitted before the end of its window. */
  @Usage(group = UsageGroup.WHEN, order = 4, unit = "duration of real time", example = "30s")
  @Description(
      "Emit a result so long after a reading that is not in one yet, and again while readings"
          + " come; 0s for none. Without a stream all windows end at once and nothing is early.")
  @Default.String("0s")
  String getEarly();

  void setEarly(String delay);

  /** When a late reading gives a new result. */
  @Usage(group = UsageGroup.WHEN, order = 5, unit = "each or duration of real time", example = "1m")
  @Description(
      "When readings within the allowed lateness give a new result: each at once, or gathered for"
          + " a time.")
  @Default.String("each")
  String getLate();

  void setLate(String firing);

  /** How results of one window relate. */
  @Usage(
      group = UsageGroup.HOW,
      order = 1,
      unit = "accumulating or discarding",
      example = "discarding")
  @Description(
      "Whether a new result of a window replaces the one before (accumulating) or adds to it"
          + " (discarding).")
  @Default.String("accumulating")
  String getAccumulation();

  void setAccumulation(String accumulation);

  /** What stands for an empty window. */
  @Usage(
      group = UsageGroup.HOW,
      order = 2,
      unit = "none, previous, linear or value(NUMBER)",
      example = "previous")
  @Description(
      "A result, FILLED, for each fixed, sliding or calendar window of a series in which nothing came,"
          + " from its first reading until --forget: the numbers of the window before (previous), those"
          + " on the line to the next one (linear), or a number. Its count is 0.")
  @Default.String("none")
  String getFill();

  void setFill(String filling);

  /** How far a window may be filled from. */
  @Usage(
      group = UsageGroup.HOW,
      order = 3,
      unit = "duration of event time",
      example = "6h",
      otherwise = "as --forget")
  @Description(
      "How long after the end of the last window with readings previous is still said, and how far"
          + " apart two such windows may be for linear.")
  String getMaxGap();

  void setMaxGap(String gap);

  /** When a series is no longer filled. */
  @Usage(
      group = UsageGroup.HOW,
      order = 4,
      unit = "duration of event time",
      example = "1d",
      otherwise = "required with --fill")
  @Description(
      "How long after the end of its last window with readings a series has had its last result.")
  String getForget();

  void setForget(String silence);
}
