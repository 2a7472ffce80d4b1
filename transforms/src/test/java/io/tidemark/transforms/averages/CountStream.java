// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * A random stream of readings of one key and watermarks, whose state is written and read at each
 * step; what comes of it is compared with what an oracle makes of all readings so far.
 */
final class CountStream {
  private static final List<String> STATISTICS =
      List.of("count,sum,mean,stddev", "count,sum,min,max,first,last", "mean,median,ewma(10ms)");

  /** A reading as the oracle knows it. */
  private record Arrived(Reading reading, int number) {}

  /** A result as it was emitted. */
  private record Emitted(Interval interval, Timing timing, long revision, Summary summary) {}

  /** What a sink has that goes by the highest revision. */
  private record Kept(long revision, boolean withdrawn, List<Summary> summaries) {}

  private final String why;
  private final Random random;
  private final CountWindowing windowing;
  private final long allowedLateness;
  private final Statistics statistics;

  // What is under test keeps these.
  private final Map<Long, byte[]> runs = new HashMap<>();
  private OpenCount open = OpenCount.EMPTY;
  private Optional<SummaryAccumulator> sum = Optional.empty();
  private MovingReadings moving = new MovingReadings();
  private CountRevisions revisions = new CountRevisions();
  private final List<Reading> inbox = new ArrayList<>();
  private List<Emitted> emitted = new ArrayList<>();

  // These are the oracle's.
  private long watermark = -100;
  private final List<Arrived> admitted = new ArrayList<>();
  private final Map<Interval, Kept> sink = new HashMap<>();

  CountStream(String why, Random random) {
    this(
        why,
        random,
        windowing(random),
        (long) random.nextInt(4) * random.nextInt(40),
        STATISTICS.get(random.nextInt(STATISTICS.size())));
  }

  CountStream(
      String why,
      Random random,
      CountWindowing windowing,
      long allowedLateness,
      String statistics) {
    this.why = why + " " + windowing + " " + allowedLateness + " " + statistics;
    this.random = random;
    this.windowing = windowing;
    this.allowedLateness = allowedLateness;
    this.statistics = Statistics.parse(statistics);
  }

  private static CountWindowing windowing(Random random) {
    int size = 1 + random.nextInt(random.nextBoolean() ? 4 : 100);
    return new CountWindowing(size, 1 + random.nextInt(size));
  }

  void play(int steps) throws Exception {
    for (int i = 0; i < steps; i++) {
      if (random.nextInt(4) == 0) {
        advance(watermark + random.nextInt(12));
      } else {
        arrive(random.nextInt((int) allowedLateness + 15) - allowedLateness);
      }
    }
    end();
  }

  void advance(long to) throws Exception {
    Map<Interval, List<List<Integer>>> before = table(false);
    watermark = Math.max(watermark, to);
    CountWindows windows = windows();
    windows.advance(watermark, inOrder());
    keep(windows);
    check(before, Timing.ON_TIME, false);
  }

  void arrive(long ahead) throws Exception {
    Reading reading = Reading.of(watermark + ahead, random.nextInt(1 << 20) / 8.0);
    if (reading.time() + allowedLateness < watermark) {
      return;
    }
    Map<Interval, List<List<Integer>>> before = table(false);
    admitted.add(new Arrived(reading, admitted.size()));
    if (reading.time() >= watermark) {
      inbox.add(reading);
      return;
    }
    CountWindows windows = windows();
    windows.advance(watermark, inOrder());
    assertThat(why, emitted, equalTo(List.of()));
    windows.insert(reading, revisions);
    keep(windows);
    revisions = CoderUtils.clone(CountRevisions.coder(), revisions);
    check(before, Timing.LATE, false);
  }

  private void end() {
    Map<Interval, List<List<Integer>>> before = table(false);
    watermark = Long.MAX_VALUE;
    windows().end(inOrder(), revisions);
    check(before, Timing.ON_TIME, true);

    // The same readings as a whole.
    List<Emitted> batch = new ArrayList<>();
    CountWindows whole =
        new CountWindows(
            windowing,
            statistics,
            0,
            OpenCount.EMPTY,
            Optional.empty(),
            Optional.empty(),
            new SavedRuns(new HashMap<>()),
            (interval, timing, revision, summary) ->
                batch.add(new Emitted(interval, timing, revision, summary)));
    whole.end(sorted().stream().map(Arrived::reading).toList(), new CountRevisions());
    Map<Interval, List<Summary>> results = new HashMap<>();
    for (Emitted each : batch) {
      assertThat(why, each.timing(), equalTo(Timing.ON_TIME));
      assertThat(why, each.revision(), equalTo(0L));
      results.computeIfAbsent(each.interval(), i -> new ArrayList<>()).add(each.summary());
    }
    assertThat(why, results, equalTo(kept()));
  }

  private CountWindows windows() {
    return new CountWindows(
        windowing,
        statistics,
        allowedLateness,
        open,
        sum,
        MovingSummary.movesReadings(windowing, statistics) ? Optional.of(moving) : Optional.empty(),
        new SavedRuns(runs),
        (interval, timing, revision, summary) ->
            emitted.add(new Emitted(interval, timing, revision, summary)));
  }

  private List<Reading> inOrder() {
    List<Reading> readings = new ArrayList<>(inbox);
    readings.sort(Comparator.comparingLong(Reading::time));
    inbox.clear();
    return readings;
  }

  private void keep(CountWindows windows) throws CoderException {
    open = CoderUtils.clone(OpenCount.coder(), windows.keep());
    sum = Optional.empty();
    if (windows.sum().isPresent()) {
      sum = Optional.of(CoderUtils.clone(SummaryAccumulator.coder(), windows.sum().get()));
    }
    if (random.nextInt(8) == 0) {
      moving = CoderUtils.clone(MovingReadings.coder(), moving);
    }
    long mayBeNeeded =
        sorted().stream().filter(each -> mayBePutBefore(each.reading())).count()
            + windowing.size()
            + windowing.every();
    assertThat(why, open.end() - open.kept(), lessThanOrEqualTo(mayBeNeeded));
    assertThat(why, (long) runs.size(), lessThanOrEqualTo(mayBeNeeded / ReadingLog.RUN + 2));
  }

  private boolean mayBePutBefore(Reading reading) {
    return reading.time() + allowedLateness >= watermark;
  }

  /** Waits until all readings are final, and forgets all but what version 1 had kept. */
  void continueAsVersion1() throws Exception {
    advance(watermark + 15 + allowedLateness);
    List<Arrived> sorted = sorted();
    int every = windowing.every();
    int fresh = sorted.size() % every;
    int from = Math.max(0, sorted.size() - fresh + every - windowing.size());
    List<Reading> readings =
        sorted.subList(Math.min(from, sorted.size()), sorted.size()).stream()
            .map(Arrived::reading)
            .toList();
    runs.clear();
    sum = Optional.empty();
    moving = new MovingReadings();
    open = OpenCount.ofVersion1(readings, fresh);
  }

  private List<Arrived> sorted() {
    return admitted.stream()
        .sorted(
            Comparator.comparingLong((Arrived each) -> each.reading().time())
                .thenComparingInt(Arrived::number))
        .toList();
  }

  /** Which readings the windows have that the watermark has passed, by their interval. */
  private Map<Interval, List<List<Integer>>> table(boolean ended) {
    List<Arrived> passed =
        sorted().stream().filter(each -> each.reading().time() < watermark).toList();
    Map<Interval, List<List<Integer>>> windows = new HashMap<>();
    for (int to = windowing.every(); to <= passed.size(); to += windowing.every()) {
      put(passed.subList(Math.max(0, to - windowing.size()), to), windows);
    }
    int rest = passed.size() % windowing.every();
    if (ended && rest > 0) {
      int full = passed.size() - rest + windowing.every();
      put(passed.subList(Math.max(0, full - windowing.size()), passed.size()), windows);
    }
    return windows;
  }

  private static void put(List<Arrived> window, Map<Interval, List<List<Integer>>> windows) {
    long first = window.get(0).reading().time();
    long last = window.get(window.size() - 1).reading().time();
    windows
        .computeIfAbsent(new Interval(first, last + 1), i -> new ArrayList<>())
        .add(window.stream().map(Arrived::number).toList());
  }

  private List<Summary> summaries(List<List<Integer>> windows) {
    List<Summary> summaries = new ArrayList<>();
    for (List<Integer> window : windows) {
      SummaryAccumulator accumulator = new SummaryAccumulator(statistics);
      window.forEach(number -> accumulator.add(admitted.get(number).reading()));
      summaries.add(accumulator.summary());
    }
    return summaries;
  }

  private Map<Interval, List<Summary>> kept() {
    Map<Interval, List<Summary>> kept = new HashMap<>();
    sink.forEach(
        (interval, row) -> {
          if (!row.withdrawn()) {
            kept.put(interval, row.summaries());
          }
        });
    return kept;
  }

  /** What was emitted makes of the table before the one of now, and says nothing beside. */
  private void check(Map<Interval, List<List<Integer>>> before, Timing timing, boolean ended) {
    Map<Interval, List<List<Integer>>> after = table(ended);
    Set<Interval> changed = new HashSet<>(before.keySet());
    changed.addAll(after.keySet());
    changed.removeIf(
        interval ->
            after
                .getOrDefault(interval, List.of())
                .equals(before.getOrDefault(interval, List.of())));
    Set<Interval> seen = new HashSet<>();
    for (Emitted each : emitted) {
      boolean gone = !after.containsKey(each.interval());
      assertThat(why, each.timing(), equalTo(gone ? Timing.WITHDRAWN : timing));
      take(each, seen.add(each.interval()), ended);
    }
    assertThat(why, seen, equalTo(changed));
    Map<Interval, List<Summary>> results = new HashMap<>();
    after.forEach((interval, windows) -> results.put(interval, summaries(windows)));
    assertThat(why, kept(), equalTo(results));
    emitted = new ArrayList<>();
  }

  private void take(Emitted result, boolean first, boolean ended) {
    Kept there = sink.get(result.interval());
    boolean joins = there != null && !there.withdrawn() && (!first || ended);
    long next = there == null ? 0 : joins ? there.revision() : there.revision() + 1;
    assertThat(why, result.revision(), equalTo(next));
    boolean withdrawn = result.timing() == Timing.WITHDRAWN;
    assertThat(why, result.summary().count() == 0, equalTo(withdrawn));
    List<Summary> summaries = joins ? new ArrayList<>(there.summaries()) : new ArrayList<>();
    summaries.add(result.summary());
    sink.put(result.interval(), new Kept(next, withdrawn, summaries));
  }
}
