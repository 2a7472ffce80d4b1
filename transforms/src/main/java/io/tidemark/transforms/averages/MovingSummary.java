// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import java.util.Optional;

/**
 * Summaries of one stretch of a log after the other: where the statistics can be undone, what two
 * have in common is not added again.
 */
final class MovingSummary {
  private final Statistics statistics;
  private final ReadingLog log;
  private final boolean moves;
  private Optional<SummaryAccumulator> sum;
  private long from;
  private long to;

  /**
   * Goes on from the last stretch.
   *
   * @param from the number of its first reading
   * @param to the number after that of its last
   * @param sum of its readings; empty if it is not known
   */
  MovingSummary(
      CountWindowing windowing,
      Statistics statistics,
      ReadingLog log,
      long from,
      long to,
      Optional<SummaryAccumulator> sum) {
    this.statistics = statistics;
    this.log = log;
    this.moves = moves(windowing, statistics);
    this.from = from;
    this.to = to;
    this.sum = sum;
  }

  /** Whether it is worth while to keep the sum. */
  static boolean moves(CountWindowing windowing, Statistics statistics) {
    return statistics.isRemovable() && 2L * windowing.every() < windowing.size();
  }

  /** The statistics of the readings of these numbers, without the last. */
  Summary of(long newFrom, long newTo) {
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
    from = newFrom;
    to = newTo;
    sum = moves ? Optional.of(accumulator) : Optional.empty();
    return accumulator.summary();
  }

  /** Places have changed. */
  void forget() {
    sum = Optional.empty();
  }

  /** The number of the first reading that is still needed. */
  long needed() {
    return sum.isPresent() ? from : Long.MAX_VALUE;
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
