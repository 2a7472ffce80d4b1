// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import static io.tidemark.pipelines.launcher.UsageException.refuse;

import io.tidemark.pipelines.launcher.UsageException;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.LateFiring;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.windowing.CountWindowing;

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
    combinations.checkTime();
    combinations.checkCount();
    combinations.checkEdges();
    combinations.checkFilling();
    return config;
  }

  private void checkTime() {
    if (config.input().schema().hasTime()) {
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
    if (config.input().replay()) {
      throw UsageException.of("replay", "needs --time=FIELD, which the watermark follows");
    }
    refuse("timeFormat", options.getTimeFormat(), "needs --time=FIELD");
    for (Statistic statistic : config.statistics().asList()) {
      if (statistic.needsTime()) {
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
    if (!config.firing().early().isZero()) {
      refuse(
          "early",
          options.getEarly(),
          "impossible with count windows, whose first result is when they are full");
    }
    if (!config.firing().late().equals(LateFiring.EACH)) {
      refuse(
          "late",
          options.getLate(),
          "impossible with count windows, which each late reading revises at once");
    }
    if (config.firing().accumulation() == Accumulation.DISCARDING) {
      refuse(
          "accumulation",
          options.getAccumulation(),
          "impossible with count windows, whose results replace each other");
    }
  }

  private void checkFilling() {
    if (options.getFill().equals("none")) {
      refuse("maxGap", options.getMaxGap(), "needs --fill");
      refuse("forget", options.getForget(), "needs --fill");
      return;
    }
    if (options.getForget() == null) {
      throw UsageException.required(
          "forget", "how long a series that is silent is filled, such as 1d; --fill needs it");
    }
    if (config.plan() == Plan.REFERENCE) {
      refuse("plan", options.getPlan(), "impossible with --fill");
    }
    if (config.firing().accumulation() == Accumulation.DISCARDING) {
      refuse("accumulation", options.getAccumulation(), "impossible with --fill");
    }
    if (config.windowing().panes().isEmpty() || !config.windowing().needsTime()) {
      refuse(
          "fill",
          options.getFill(),
          String.format("needs fixed, sliding or calendar windows, not %s", config.windowing()));
    }
  }

  /** Statistics that begin with the value before their window. */
  private void checkEdges() {
    if (config.statistics().longestGap() == 0 || config.windowing().panes().isEmpty()) {
      return;
    }
    String problem =
        String.format("impossible with timeWeightedMean over %s windows", config.windowing());
    if (config.plan() == Plan.REFERENCE) {
      refuse("plan", options.getPlan(), problem);
    }
    if (config.firing().accumulation() == Accumulation.DISCARDING) {
      refuse("accumulation", options.getAccumulation(), problem);
    }
  }
}
