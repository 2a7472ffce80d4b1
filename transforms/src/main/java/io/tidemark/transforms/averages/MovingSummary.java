// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import java.util.Optional;

/**
 * Summaries of one stretch of a log after the other: what two have in common is not added again,
 * where that is worth while.
 *
 * <p>For statistics that can be undone a sum is kept. For others there are the readings of the last
 * stretch, for as long as they stay in memory.
 */
final class MovingSummary {
  private final Statistics statistics;
  private final ReadingLog log;
  private final boolean moves;
  private final Optional<MovingReadings> readings;
  private Optional<SummaryAccumulator> sum;
  private long from;
  private long to;

  /**
   * Goes on from the last stretch.
   *
   * @param from the number of its first reading
   * @param to the number after that of its last
   * @param sum of its readings; empty if it is not known
   * @param readings what {@link #movesReadings} asks for; empty if it does not
   */
  MovingSummary(
      CountWindowing windowing,
      Statistics statistics,
      ReadingLog log,
      long from,
      long to,
      Optional<SummaryAccumulator> sum,
      Optional<MovingReadings> readings) {
    this.statistics = statistics;
    this.log = log;
    this.moves = moves(windowing, statistics);
    this.from = from;
    this.to = to;
    this.sum = sum;
    this.readings = readings;
  }

  /** Whether it is worth while to keep the sum. */
  static boolean moves(CountWindowing windowing, Statistics statistics) {
    return statistics.isRemovable() && overlapsMuch(windowing);
  }

  /** Whether it is worth while to keep the readings. */
  static boolean movesReadings(CountWindowing windowing, Statistics statistics) {
    return !statistics.isRemovable() && overlapsMuch(windowing);
  }

  private static boolean overlapsMuch(CountWindowing windowing) {
    return 2L * windowing.every() < windowing.size();
  }

  /** The statistics of the readings of these numbers, without the last. */
  Summary of(long newFrom, long newTo) {
    Summary summary =
        readings
            .flatMap(last -> last.of(statistics, log, newFrom, newTo))
            .orElseGet(() -> summed(newFrom, newTo));
    from = newFrom;
    to = newTo;
    return summary;
  }

  private Summary summed(long newFrom, long newTo) {
    boolean overlap = sum.isPresent() && from <= newFrom && newFrom < to && to <= newTo;
    SummaryAccumulator accumulator = overlap ? sum.get() : new SummaryAccumulator(statistics);
    if (overlap) {
      for (long number = from; number < newFrom; number++) {
        accumulator.remove(log.get(number));
      }
    }
    for (long number = overlap ? to : newFrom; number < newTo; number++) {
      accumulator.add(log.get(number));
    }
    sum = moves ? Optional.of(accumulator) : Optional.empty();
    return accumulator.summary();
  }

  /**
   * Keeps what ends with the last window, and nothing else: what a late reading has changed may
   * have been windows before it.
   */
  void keepUntil(long end) {
    if (to != end) {
      forget();
    }
    readings.ifPresent(last -> last.keepUntil(end));
  }

  /** Places have changed. */
  void forget() {
    sum = Optional.empty();
    readings.ifPresent(MovingReadings::forget);
  }

  /** The number of the first reading that is still needed. */
  long needed() {
    long bySum = sum.isPresent() ? from : Long.MAX_VALUE;
    return Math.min(bySum, readings.map(MovingReadings::needed).orElse(Long.MAX_VALUE));
  }

  long from() {
    return from;
  }

  long to() {
    return to;
  }

  /** The sum of the last stretch, if it is worth while to keep. */
  Optional<SummaryAccumulator> sum() {
    return sum;
  }
}
