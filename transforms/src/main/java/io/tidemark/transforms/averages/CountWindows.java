// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryFn;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the readings of one key, which come in order, into windows. */
final class CountWindows {
  private final CountWindowing windowing;
  private final SummaryFn summaryFn;
  private final Consumer<WindowResult> out;
  private final List<Reading> readings;
  private int fresh;

  CountWindows(
      CountWindowing windowing,
      Statistics statistics,
      OpenCount before,
      Consumer<WindowResult> out) {
    this.windowing = windowing;
    this.summaryFn = SummaryFn.of(statistics);
    this.out = out;
    this.readings = new ArrayList<>(before.readings());
    this.fresh = before.fresh();
  }

  /** Takes the next reading; emits the window that it completes. */
  void add(Reading reading) {
    readings.add(reading);
    fresh++;
    if (fresh == windowing.every()) {
      emit();
    }
  }

  /** No more readings will come: emits what the last window holds, if anything new. */
  void end() {
    if (fresh > 0) {
      emit();
    }
  }

  /** What the next readings are added to. */
  OpenCount open() {
    return new OpenCount(List.copyOf(readings), fresh);
  }

  private void emit() {
    SummaryAccumulator accumulator = summaryFn.createAccumulator();
    readings.forEach(reading -> summaryFn.addInput(accumulator, reading));
    out.accept(
        WindowResult.of(interval(), Timing.ON_TIME, 0, summaryFn.extractOutput(accumulator)));
    int shared = Math.min(readings.size(), windowing.size() - windowing.every());
    readings.subList(0, readings.size() - shared).clear();
    fresh = 0;
  }

  private Optional<Interval> interval() {
    long first = readings.get(0).time();
    long last = readings.get(readings.size() - 1).time();
    // Readings of an input without times all carry the earliest timestamp there is.
    return first == Times.NONE ? Optional.empty() : Optional.of(new Interval(first, last + 1));
  }
}
