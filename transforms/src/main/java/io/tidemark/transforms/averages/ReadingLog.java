// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readings of one key in the order of event time, ties by arrival, each with its number in it.
 *
 * <p>They are kept in runs of {@value #RUN}, of which those are read that are looked at, and those
 * written, by {@link #flush}, that changed: a reading that comes in order costs one run, whatever
 * is kept. One that is put before others costs the runs from there on.
 */
final class ReadingLog {
  static final int RUN = 64;

  /** Where runs are kept: that of number {@code n} has the readings from {@code n * RUN} on. */
  interface Runs {
    ReadingRun read(long number);

    void write(long number, ReadingRun run);

    void remove(long number);
  }

  private final Runs runs;
  private final Map<Long, List<Reading>> read = new HashMap<>();
  private final long stored; // the number of the first run that may be there
  private long kept;
  private long end;

  // From here on all readings are in the tail, which begins as a run does.
  private long tailStart;
  private List<Reading> tail = new ArrayList<>();
  private boolean changed;

  /**
   * A log that is kept.
   *
   * @param kept the number of its first reading
   * @param end the number after that of its last one
   */
  ReadingLog(Runs runs, long kept, long end) {
    this.runs = runs;
    this.stored = run(kept);
    this.kept = kept;
    this.end = end;
    this.tailStart = (run(end - 1) + 1) * RUN;
  }

  /** A log of the given readings, of which nothing is kept yet; the first has the given number. */
  static ReadingLog of(Runs runs, long first, List<Reading> readings) {
    ReadingLog log = new ReadingLog(runs, first, first);
    log.tailStart = run(first) * RUN;
    for (long number = log.tailStart; number < first; number++) {
      log.tail.add(Reading.of(Times.NONE, 0)); // of these nobody asks
    }
    log.tail.addAll(readings);
    log.end = first + readings.size();
    log.changed = true;
    return log;
  }

  private static long run(long number) {
    return Math.floorDiv(number, (long) RUN);
  }

  /** The number of the first reading that is kept. */
  long kept() {
    return kept;
  }

  /** The number after that of the last reading. */
  long end() {
    return end;
  }

  /** The reading of a number, from {@link #kept} to before {@link #end}. */
  Reading get(long number) {
    if (number >= tailStart) {
      return tail.get((int) (number - tailStart));
    }
    List<Reading> readings = read.computeIfAbsent(run(number), n -> runs.read(n).readings());
    return readings.get(Math.floorMod(number, RUN));
  }

  long time(long number) {
    return get(number).time();
  }

  /**
   * Puts readings in their places, after those of the same time.
   *
   * @param ordered in the order of event time
   * @return the number of the first of them
   */
  long add(List<Reading> ordered) {
    if (ordered.isEmpty()) {
      return end;
    }
    openTail(ordered.get(0).time());
    int place = tail.size();
    while (place > 0 && tail.get(place - 1).time() > ordered.get(0).time()) {
      place--;
    }
    List<Reading> after = new ArrayList<>(tail.subList(place, tail.size()));
    tail.subList(place, tail.size()).clear();
    merge(after, ordered);
    end += ordered.size();
    changed = true;
    return tailStart + place;
  }

  /** Takes into the tail the last run, if there is room in it, and all that have later readings. */
  private void openTail(long time) {
    long first = tailStart;
    while (first > kept && (first > end || time(first - 1) > time)) {
      first -= RUN;
    }
    List<Reading> opened = new ArrayList<>();
    for (long number = first; number < Math.min(tailStart, end); number++) {
      opened.add(get(number));
    }
    opened.addAll(tail);
    tail = opened;
    tailStart = first;
  }

  private void merge(List<Reading> there, List<Reading> added) {
    int next = 0;
    for (Reading reading : there) {
      while (next < added.size() && added.get(next).time() < reading.time()) {
        tail.add(added.get(next++));
      }
      tail.add(reading);
    }
    tail.addAll(added.subList(next, added.size()));
  }

  /** Readings before this number are not asked for any more. */
  void forgetBefore(long number) {
    kept = Math.max(kept, number);
  }

  /** Keeps what changed. */
  void flush() {
    for (long number = stored; number < run(kept); number++) {
      runs.remove(number);
    }
    if (!changed) {
      return;
    }
    for (long from = Math.max(tailStart, run(kept) * RUN); from < end; from += RUN) {
      long to = Math.min(end, from + RUN);
      List<Reading> readings = tail.subList((int) (from - tailStart), (int) (to - tailStart));
      runs.write(run(from), new ReadingRun(List.copyOf(readings)));
    }
    changed = false;
  }
}
