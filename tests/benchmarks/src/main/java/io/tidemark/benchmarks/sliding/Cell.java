// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.measure.Sample;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/**
 * All variants on one number of series and one overlap.
 *
 * <p>First all of them do the same few readings, and must agree. Then each is given more, until it
 * is busy for a good part of the time it is to take; so slow ones get fewer, and say so. Then come
 * the rounds, one variant after the other in each, so that what changes on the machine changes for
 * all. Every run is compared with what a plain loop makes of the same readings.
 */
final class Cell {
  /** No more of a guess than this at a time: what is measured cold says little about warm. */
  private static final double GROWTH = 30;

  private final Workload smallest;
  private final double seconds;
  private final long mostReadings;
  private final Runner runner;
  private final Map<Long, Digest> expected = new HashMap<>();
  private final Map<Variant, Long> readings = new EnumMap<>(Variant.class);
  private final Map<Variant, Sample> rates = new EnumMap<>(Variant.class);
  private final Map<Variant, String> failures = new EnumMap<>(Variant.class);
  private final Map<Long, Long> exactBits = new TreeMap<>();

  /**
   * A cell.
   *
   * @param smallest the workload with the fewest readings that make sense
   * @param seconds how long a run should take
   * @param mostReadings the most readings of a run
   * @param runner runs a variant
   */
  Cell(Workload smallest, double seconds, long mostReadings, Runner runner) {
    this.smallest = smallest;
    this.seconds = seconds;
    this.mostReadings = mostReadings;
    this.runner = runner;
  }

  /** Finds out how many readings each variant is to have; checks that they agree. */
  void prepare(List<Variant> variants) {
    Map<Variant, Double> first = new EnumMap<>(Variant.class);
    long few = smallest.stream().readings();
    variants.forEach(variant -> run(variant, few, took -> first.put(variant, took)));
    first.forEach((variant, took) -> readings.put(variant, calibrated(variant, few, took)));
  }

  private long calibrated(Variant variant, long tried, double took) {
    long wanted = Math.round(tried * Math.min(GROWTH, seconds / took));
    long next = Math.max(smallest.stream().readings(), Math.min(mostReadings, wanted));
    if (next <= 2 * tried) {
      return next;
    }
    double[] longer = {took};
    run(variant, next, measured -> longer[0] = measured);
    return failures.containsKey(variant) ? next : calibrated(variant, next, longer[0]);
  }

  /** One more run of a variant. */
  void measure(Variant variant) {
    if (failures.containsKey(variant)) {
      return; // once is loud enough
    }
    long count = readings.get(variant);
    run(
        variant,
        count,
        took -> rates.computeIfAbsent(variant, each -> new Sample()).add(count / took));
  }

  private void run(Variant variant, long count, DoubleConsumer took) {
    Workload workload = smallest.withReadings(count);
    try {
      Outcome outcome = runner.run(variant, workload, expected(workload).results());
      check(variant, workload, outcome);
      took.accept(outcome.decimal("seconds"));
    } catch (FailedRun e) {
      failures.put(variant, e.getMessage());
    }
  }

  private void check(Variant variant, Workload workload, Outcome outcome) {
    Digest digest = Digest.of(outcome);
    List<String> differences = digest.differences(expected(workload));
    long count = workload.stream().readings();
    if (variant.isExact()) {
      if (outcome.number("used") != count || outcome.number("late") != 0) {
        differences.add("the ledger is not right: " + outcome.line());
      }
      Long others = exactBits.putIfAbsent(count, digest.bits());
      if (others != null && others != digest.bits()) {
        differences.add("other bits than another run of an exact variant");
      }
    }
    if (!differences.isEmpty()) {
      throw new FailedRun("WRONG RESULTS: " + String.join("; ", differences), List.of());
    }
  }

  private Digest expected(Workload workload) {
    return expected.computeIfAbsent(
        workload.stream().readings(), count -> PaneLoop.expected(workload));
  }

  /** Runs a variant until it has given as many results. */
  @FunctionalInterface
  interface Runner {
    Outcome run(Variant variant, Workload workload, long results);
  }

  Workload workload() {
    return smallest;
  }

  /** Readings a second; empty for a variant without a result. */
  Sample rates(Variant variant) {
    return rates.getOrDefault(variant, new Sample());
  }

  /** The readings of a run; 0 for a variant without a result. */
  long readings(Variant variant) {
    return readings.getOrDefault(variant, 0L);
  }

  /** What went wrong. */
  Map<Variant, String> failures() {
    return failures;
  }
}
