// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.MovingAccumulator;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * The last window of a log, from which the next one is made: for statistics that cannot be undone
 * by an accumulator.
 *
 * <p>It is kept beside the log for as long as it stays in memory. What is written of it is nothing:
 * one that was read is made anew, from the readings of a window.
 */
final class MovingReadings {
  private static final Comparator<Reading> BY_VALUE =
      (one, other) -> Double.compare(one.value(), other.value());

  private Optional<MovingAccumulator> moving = Optional.empty();
  private long from;
  private long to;

  /** The statistics of the readings of these numbers, without the last, if they can be told so. */
  Optional<Summary> of(Statistics statistics, ReadingLog log, long newFrom, long newTo) {
    if (cutsEqualTimes(log, newFrom) || cutsEqualTimes(log, newTo)) {
      // Of equal times the order is by value there, and by arrival here.
      return Optional.empty();
    }
    boolean overlap = moving.isPresent() && from <= newFrom && newFrom < to && to <= newTo;
    if (!overlap) {
      moving = Optional.of(new MovingAccumulator(statistics));
      from = newFrom;
      to = newFrom;
    }
    MovingAccumulator accumulator = moving.orElseThrow();
    ordered(log, from, newFrom).forEach(accumulator::removeOldest);
    ordered(log, to, newTo).forEach(accumulator::append);
    from = newFrom;
    to = newTo;
    return Optional.of(accumulator.summary());
  }

  private static boolean cutsEqualTimes(ReadingLog log, long number) {
    return number > log.kept() && number < log.end() && log.time(number - 1) == log.time(number);
  }

  /** By time, of equal times by value. */
  private static List<Reading> ordered(ReadingLog log, long from, long to) {
    List<Reading> readings = new ArrayList<>();
    int group = 0; // where those of the same time as the last one begin
    for (long number = from; number < to; number++) {
      Reading reading = log.get(number);
      if (!readings.isEmpty() && readings.get(group).time() != reading.time()) {
        readings.subList(group, readings.size()).sort(BY_VALUE);
        group = readings.size();
      }
      readings.add(reading);
    }
    readings.subList(group, readings.size()).sort(BY_VALUE);
    return readings;
  }

  /** Keeps the readings only if they go on to this number. */
  void keepUntil(long end) {
    if (to != end) {
      forget();
    }
  }

  /** Places have changed. */
  void forget() {
    moving = Optional.empty();
  }

  /** The number of the first reading that is still needed. */
  long needed() {
    return moving.isPresent() ? from : Long.MAX_VALUE;
  }

  /** Version, and nothing else. */
  static Coder<MovingReadings> coder() {
    return MovingReadingsCoder.INSTANCE;
  }

  private static final class MovingReadingsCoder extends VersionedCoder<MovingReadings> {
    private static final long serialVersionUID = 1;

    private static final MovingReadingsCoder INSTANCE = new MovingReadingsCoder();

    private MovingReadingsCoder() {
      super(1);
    }

    @Override
    protected void write(MovingReadings readings, DataOutputStream out) {}

    @Override
    protected MovingReadings read(DataInputStream in, int version) {
      return new MovingReadings();
    }
  }
}
