// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.Panes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.state.MapState;

/** One series of a count table: where its windows are. Its readings are kept beside the table. */
final class CountRow extends SeriesRow {
  private final long number;
  private OpenCount open = OpenCount.EMPTY;
  private Optional<SummaryAccumulator> sum = Optional.empty();
  private CountRevisions revisions = new CountRevisions();
  private long waiting = Panes.NONE;

  // What is never kept: readings that came just now, and what can be made anew.
  private final List<Reading> arrived = new ArrayList<>();
  private Optional<MovingReadings> moving = Optional.empty();

  /**
   * A series without readings.
   *
   * @param number which one it is in its shard
   */
  CountRow(byte[] key, long keyHash, long number) {
    super(key, keyHash);
    this.number = number;
  }

  /** What was kept of it. */
  void restore(
      OpenCount windows, long firstWaiting, SummaryAccumulator ofNewest, CountRevisions made) {
    open = windows;
    waiting = firstWaiting;
    sum = Optional.ofNullable(ofNewest);
    revisions = made;
  }

  OpenCount open() {
    return open;
  }

  /** See {@link CountWindows#sum}. */
  Optional<SummaryAccumulator> sum() {
    return sum;
  }

  CountRevisions revisions() {
    return revisions;
  }

  /** The time of the first reading that the watermark has not passed, or NONE. */
  long waiting() {
    return waiting;
  }

  /** A series stays until the input ends. */
  @Override
  boolean isEmpty() {
    return false;
  }

  /** Whether readings came since the watermark moved. */
  boolean hasArrived() {
    return !arrived.isEmpty();
  }

  /** A reading came, which the watermark has not passed. */
  void take(Reading reading) {
    arrived.add(reading);
    waiting = Math.min(waiting, reading.time());
  }

  /** The watermark has moved. */
  void advance(
      CountSpec spec, MapState<RunPlace, ReadingRun> runs, long watermark, ShardTable.Output out) {
    CountWindows windows = windows(spec, runs, out);
    windows.advance(watermark, arrived());
    keep(windows, spec);
  }

  /** Puts readings in their place, one after the other, that came behind the watermark. */
  void insert(
      CountSpec spec,
      MapState<RunPlace, ReadingRun> runs,
      long watermark,
      List<Reading> behind,
      ShardTable.Output out) {
    CountWindows windows = windows(spec, runs, out);
    windows.advance(watermark, arrived());
    behind.forEach(reading -> windows.insert(reading, revisions));
    keep(windows, spec);
  }

  /** All input has come. */
  void end(CountSpec spec, MapState<RunPlace, ReadingRun> runs, ShardTable.Output out) {
    windows(spec, runs, out).end(arrived(), revisions);
    spec.lastWindows().forget(key());
  }

  private CountWindows windows(
      CountSpec spec, MapState<RunPlace, ReadingRun> runs, ShardTable.Output out) {
    if (moving.isEmpty() && MovingSummary.movesReadings(spec.windowing(), spec.statistics())) {
      moving = spec.lastWindows().take(key(), open).or(() -> Optional.of(new MovingReadings()));
    }
    return new CountWindows(
        spec.windowing(),
        spec.statistics(),
        spec.allowedLateness(),
        open,
        sum,
        moving,
        new Runs(number, runs),
        (interval, timing, revision, summary) ->
            out.emit(key(), interval.start(), interval.end(), timing, revision, summary));
  }

  /** By event time, ties by arrival. */
  private List<Reading> arrived() {
    List<Reading> readings = new ArrayList<>(arrived);
    readings.sort(Comparator.comparingLong(Reading::time));
    arrived.clear();
    return readings;
  }

  private void keep(CountWindows windows, CountSpec spec) {
    open = windows.keep();
    moving.ifPresent(window -> spec.lastWindows().leave(key(), open, window));
    sum = windows.sum();
    waiting = windows.waiting().orElse(Panes.NONE);
  }

  /** The runs of one series among those of its shard. */
  private record Runs(long row, MapState<RunPlace, ReadingRun> all) implements ReadingLog.Runs {
    @Override
    public ReadingRun read(long run) {
      return all.get(new RunPlace(row, run)).read();
    }

    @Override
    public void write(long run, ReadingRun readings) {
      all.put(new RunPlace(row, run), readings);
    }

    @Override
    public void remove(long run) {
      all.remove(new RunPlace(row, run));
    }
  }
}
