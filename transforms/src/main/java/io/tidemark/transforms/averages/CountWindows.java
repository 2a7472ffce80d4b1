// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.Interval;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The windows of a number of readings of one key.
 *
 * <p>Window {@code k} ends with the reading whose place is {@code k * every}, counted from one, and
 * has the last {@code size} up to it. A result is of an interval, from the first to the last
 * reading of its window. At any time the results of the newest revision of each interval, but for
 * those that withdraw it, are those that a count of all readings so far would give that the
 * watermark has passed. (Of one interval there are several where more than {@code every} readings
 * have one time.)
 */
final class CountWindows {
  /** Takes results. */
  interface Output {
    void emit(Interval interval, Timing timing, long revision, Summary summary);
  }

  private final CountWindowing windowing;
  private final Statistics statistics;
  private final long allowedLateness;
  private final ReadingLog log;
  private final MovingSummary moving;
  private final Output out;
  private long passed;
  private long closed;
  private long counted;

  /**
   * Goes on from what was kept.
   *
   * @param sum what {@link #sum} was
   * @param readings what is kept in memory beside it, if {@link MovingSummary#movesReadings}
   */
  CountWindows(
      CountWindowing windowing,
      Statistics statistics,
      long allowedLateness,
      OpenCount open,
      Optional<SummaryAccumulator> sum,
      Optional<MovingReadings> readings,
      ReadingLog.Runs runs,
      Output out) {
    this.windowing = windowing;
    this.statistics = statistics;
    this.allowedLateness = allowedLateness;
    this.log =
        open.carried().isEmpty()
            ? new ReadingLog(runs, open.kept(), open.end())
            : ReadingLog.of(runs, open.kept(), open.carried());
    this.moving =
        new MovingSummary(
            windowing, statistics, log, open.summedFrom(), open.summedTo(), sum, readings);
    this.out = out;
    this.passed = open.passed();
    this.closed = open.closed();
    this.counted = open.counted();
  }

  /**
   * The watermark has moved: emits the windows that it has passed.
   *
   * @param arrived in the order of event time; none is before the watermark of the last call
   */
  void advance(long watermark, List<Reading> arrived) {
    log.add(arrived);
    passed = Math.max(passed, watermark);
    long before = ended();
    while (counted < log.end() && log.time(counted) < passed) {
      counted++;
    }
    for (long window = before + 1; window <= ended(); window++) {
      emit(from(window), to(window), Timing.ON_TIME, 0);
    }
  }

  /**
   * Puts a reading in its place that came behind the watermark of {@link #advance}, within the
   * allowed lateness; emits what it changes.
   */
  void insert(Reading reading, CountRevisions revisions) {
    revisions.forgetUntil(passed - allowedLateness);
    Change change = new Change(log.add(List.of(reading)), reading.time());
    counted++;
    moving.forget();
    Map<Interval, List<Stretch>> before = change.before();
    Map<Interval, List<Stretch>> after = change.after();
    before.keySet().stream()
        .filter(interval -> !after.containsKey(interval))
        .forEach(interval -> withdraw(interval, revisions.withdraw(interval)));
    after.forEach(
        (interval, windows) -> {
          if (!windows.equals(before.get(interval))) {
            long revision = revisions.next(interval, before.containsKey(interval));
            windows.forEach(
                window -> emit(window.first(), window.last() + 1, Timing.LATE, revision));
          }
        });
  }

  /** No more readings will come: emits what the last window holds, if anything new. */
  void end(List<Reading> arrived, CountRevisions revisions) {
    advance(Long.MAX_VALUE, arrived);
    long last = ended() + 1;
    if (to(last) - windowing.every() < counted) {
      emit(from(last), counted, Timing.ON_TIME, revisions.join(interval(from(last), counted)));
    }
  }

  /** The time of the first reading that the watermark has not passed. */
  Optional<Long> waiting() {
    return counted < log.end() ? Optional.of(log.time(counted)) : Optional.empty();
  }

  /** Keeps the readings that are still needed, and returns what else is to be kept. */
  OpenCount keep() {
    while (closed < counted && log.time(closed) + allowedLateness < passed) {
      closed++;
    }
    moving.keepUntil(to(ended()));
    // The first window that can still change is the first that has a reading from there on.
    long first = Math.floorDiv(closed, windowing.every()) + 1L;
    log.forgetBefore(Math.min(to(first) - windowing.size(), moving.needed()));
    log.flush();
    return new OpenCount(
        passed, log.kept(), closed, counted, log.end(), moving.from(), moving.to(), List.of());
  }

  /** The sum that is kept beside, if any. */
  Optional<SummaryAccumulator> sum() {
    return moving.sum();
  }

  /** How many windows the watermark has passed, or rather the number of the last. */
  private long ended() {
    return Math.floorDiv(counted, windowing.every());
  }

  private long to(long window) {
    return window * windowing.every();
  }

  private long from(long window) {
    // What is not there and needed has never been.
    return Math.max(log.kept(), to(window) - windowing.size());
  }

  private Interval interval(long from, long to) {
    return new Interval(log.time(from), log.time(to - 1) + 1);
  }

  private void emit(long from, long to, Timing timing, long revision) {
    out.emit(interval(from, to), timing, revision, moving.of(from, to));
  }

  private void withdraw(Interval interval, long revision) {
    Summary nothing = new SummaryAccumulator(statistics).summary();
    out.emit(interval, Timing.WITHDRAWN, revision, nothing);
  }

  /**
   * A window, by the numbers of its first and last reading.
   *
   * @param changed whether it has the reading that came
   */
  private record Stretch(long first, long last, boolean changed) {}

  /** What a reading does that was put before others, which have moved on by one. */
  private final class Change {
    private final long place;
    private final long firstWindow;

    Change(long place, long time) {
      this.place = place;
      long window = Math.floorDiv(place, windowing.every()) + 1L;
      // One that ends before, but at the same time, may have the interval of one that changes.
      while (to(window - 1) > closed && log.time(to(window - 1) - 1) == time) {
        window--;
      }
      this.firstWindow = window;
    }

    Map<Interval, List<Stretch>> before() {
      Map<Interval, List<Stretch>> windows = new LinkedHashMap<>();
      for (long window = firstWindow; to(window) < counted; window++) {
        put(new Stretch(moved(from(window)), moved(to(window) - 1), false), windows);
      }
      return windows;
    }

    Map<Interval, List<Stretch>> after() {
      Map<Interval, List<Stretch>> windows = new LinkedHashMap<>();
      for (long window = firstWindow; to(window) <= counted; window++) {
        long from = from(window);
        boolean changed = from <= place && place < to(window);
        put(new Stretch(from, to(window) - 1, changed), windows);
      }
      return windows;
    }

    private long moved(long number) {
      return number < place ? number : number + 1;
    }

    private void put(Stretch window, Map<Interval, List<Stretch>> windows) {
      Interval interval = interval(window.first(), window.last() + 1);
      windows.computeIfAbsent(interval, none -> new ArrayList<>()).add(window);
    }
  }
}
