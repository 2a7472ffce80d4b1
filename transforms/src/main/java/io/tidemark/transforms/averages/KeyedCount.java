// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.joda.time.Instant;

/** What {@link CountWindowFn} does with the state of a key. */
final class KeyedCount {
  /**
   * The state of a key.
   *
   * @param waiting readings that came since the last call of the timer; they are read by nobody
   *     else
   * @param firstWaiting the earliest that the watermark has not passed, for which the timer is set
   * @param open where the windows are
   * @param sum of the newest window, see {@link MovingSummary}
   * @param moving the readings of the newest window in memory, see {@link MovingReadings}
   * @param log all other readings
   * @param revisions of what late readings changed
   */
  record State(
      BagState<Reading> waiting,
      ValueState<Long> firstWaiting,
      ValueState<OpenCount> open,
      ValueState<SummaryAccumulator> sum,
      ValueState<MovingReadings> moving,
      MapState<Long, ReadingRun> log,
      ValueState<CountRevisions> revisions) {}

  private final CountWindowing windowing;
  private final Statistics statistics;
  private final long allowedLateness;
  private final State state;
  private final CountWindows.Output out;
  private final OpenCount open;
  private final boolean moves;
  private final Optional<MovingReadings> moving;

  KeyedCount(
      CountWindowing windowing,
      Statistics statistics,
      long allowedLateness,
      State state,
      CountWindows.Output out) {
    this.windowing = windowing;
    this.statistics = statistics;
    this.allowedLateness = allowedLateness;
    this.state = state;
    this.out = out;
    this.moves = MovingSummary.moves(windowing, statistics);
    this.moving =
        MovingSummary.movesReadings(windowing, statistics)
            ? Optional.ofNullable(state.moving().read()).or(() -> Optional.of(new MovingReadings()))
            : Optional.empty();
    OpenCount known = state.open().read();
    this.open = known == null ? OpenCount.EMPTY : known;
  }

  /** The watermark: what the runner says, but never less than it has been. */
  long watermark(long told) {
    return Math.max(told, open.passed());
  }

  /** Takes a reading that is not late. */
  void take(Reading reading, long watermark, Timer release) {
    if (reading.time() < watermark) {
      CountWindows windows = windows();
      windows.advance(watermark, arrived());
      CountRevisions revisions = revisions();
      windows.insert(reading, revisions);
      state.revisions().write(revisions);
      keep(windows, release);
      return;
    }
    state.waiting().add(reading);
    Long first = state.firstWaiting().read();
    if (first == null || reading.time() < first) {
      waitFor(reading.time(), release);
    }
  }

  /** The watermark has passed the first reading that waits. */
  void advance(long watermark, Timer release) {
    CountWindows windows = windows();
    windows.advance(watermark, arrived());
    keep(windows, release);
  }

  /** All input has come. */
  void end() {
    windows().end(arrived(), revisions());
    state.waiting().clear();
    state.firstWaiting().clear();
    state.open().clear();
    state.sum().clear();
    state.moving().clear();
    state.log().clear();
    state.revisions().clear();
  }

  private void keep(CountWindows windows, Timer release) {
    state.waiting().clear();
    state.open().write(windows.keep());
    if (moves) {
      windows.sum().ifPresentOrElse(state.sum()::write, state.sum()::clear);
    }
    moving.ifPresent(state.moving()::write);
    windows.waiting().ifPresentOrElse(time -> waitFor(time, release), state.firstWaiting()::clear);
  }

  /** Until then it may give results of that time and later ones. */
  private void waitFor(long first, Timer release) {
    state.firstWaiting().write(first);
    release.withOutputTimestamp(Instant.ofEpochMilli(first)).set(Instant.ofEpochMilli(first + 1));
  }

  private CountWindows windows() {
    return new CountWindows(
        windowing,
        statistics,
        allowedLateness,
        open,
        moves ? Optional.ofNullable(state.sum().read()) : Optional.empty(),
        moving,
        runs(),
        out);
  }

  /** By event time, ties by arrival. */
  private List<Reading> arrived() {
    List<Reading> readings = new ArrayList<>();
    state.waiting().read().forEach(readings::add);
    readings.sort(Comparator.comparingLong(Reading::time));
    return readings;
  }

  private CountRevisions revisions() {
    CountRevisions known = state.revisions().read();
    return known == null ? new CountRevisions() : known;
  }

  private ReadingLog.Runs runs() {
    return new ReadingLog.Runs() {
      @Override
      public ReadingRun read(long number) {
        return state.log().get(number).read();
      }

      @Override
      public void write(long number, ReadingRun run) {
        state.log().put(number, run);
      }

      @Override
      public void remove(long number) {
        state.log().remove(number);
      }
    };
  }
}
