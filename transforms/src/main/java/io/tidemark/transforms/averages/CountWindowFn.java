// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.averages.KeyedCount.State;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.CountWindowing;
import io.tidemark.transforms.windowing.Interval;
import java.util.Optional;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Puts the readings of each key in the order of event time and counts them into windows.
 *
 * <p>A reading waits, unread, until the watermark has passed it. One that comes behind the
 * watermark, within the allowed lateness, is put in its place at once.
 */
final class CountWindowFn<K> extends DoFn<KV<K, Double>, KV<K, WindowResult>> {
  private final CountWindowing windowing;
  private final Statistics statistics;
  private final long allowedLateness;
  private final TupleTag<KV<K, WindowResult>> resultTag;
  private final TupleTag<KV<K, LateReading>> lateTag;
  private transient ResultCounters counters;

  @StateId("waiting")
  private final StateSpec<BagState<Reading>> waitingSpec = StateSpecs.bag(Reading.coder());

  @StateId("firstWaiting")
  private final StateSpec<ValueState<Long>> firstWaitingSpec = StateSpecs.value();

  @StateId("open")
  private final StateSpec<ValueState<OpenCount>> openSpec = StateSpecs.value(OpenCount.coder());

  @StateId("sum")
  private final StateSpec<ValueState<SummaryAccumulator>> sumSpec =
      StateSpecs.value(SummaryAccumulator.coder());

  /** It has no content where it is written: of a savepoint without it nothing is missing. */
  @StateId("moving")
  private final StateSpec<ValueState<MovingReadings>> movingSpec =
      StateSpecs.value(MovingReadings.coder());

  @StateId("log")
  private final StateSpec<MapState<Long, ReadingRun>> logSpec =
      StateSpecs.map(VarLongCoder.of(), ReadingRun.coder());

  @StateId("revisions")
  private final StateSpec<ValueState<CountRevisions>> revisionsSpec =
      StateSpecs.value(CountRevisions.coder());

  @TimerId("release")
  private final TimerSpec releaseSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("end")
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  CountWindowFn(
      CountWindowing windowing,
      Statistics statistics,
      long allowedLateness,
      TupleTag<KV<K, WindowResult>> resultTag,
      TupleTag<KV<K, LateReading>> lateTag) {
    this.windowing = windowing;
    this.statistics = statistics;
    this.allowedLateness = allowedLateness;
    this.resultTag = resultTag;
    this.lateTag = lateTag;
  }

  @Setup
  public void setup() {
    counters = new ResultCounters();
  }

  @ProcessElement
  public void take(
      @Element KV<K, Double> element,
      @Timestamp Instant timestamp,
      @StateId("waiting") BagState<Reading> waiting,
      @StateId("firstWaiting") ValueState<Long> firstWaiting,
      @StateId("open") ValueState<OpenCount> open,
      @StateId("sum") ValueState<SummaryAccumulator> sum,
      @StateId("moving") ValueState<MovingReadings> moving,
      @StateId("log") MapState<Long, ReadingRun> log,
      @StateId("revisions") ValueState<CountRevisions> revisions,
      @TimerId("release") Timer release,
      @TimerId("end") Timer end,
      MultiOutputReceiver out) {
    K key = element.getKey();
    KeyedCount count =
        count(key, new State(waiting, firstWaiting, open, sum, moving, log, revisions), out);
    Reading reading = Reading.of(timestamp.getMillis(), element.getValue());
    long watermark = count.watermark(release.getCurrentRelativeTime().getMillis());
    if (reading.time() + allowedLateness < watermark) {
      out.get(lateTag).output(KV.of(key, LateReading.of(reading, watermark)));
      return;
    }
    count.take(reading, watermark, release);
    end.set(Instant.ofEpochMilli(Times.END));
  }

  /** The watermark has passed the first reading that waits. */
  @OnTimer("release")
  public void release(
      OnTimerContext context,
      @Key K key,
      @StateId("waiting") BagState<Reading> waiting,
      @StateId("firstWaiting") ValueState<Long> firstWaiting,
      @StateId("open") ValueState<OpenCount> open,
      @StateId("sum") ValueState<SummaryAccumulator> sum,
      @StateId("moving") ValueState<MovingReadings> moving,
      @StateId("log") MapState<Long, ReadingRun> log,
      @StateId("revisions") ValueState<CountRevisions> revisions,
      @TimerId("release") Timer release,
      MultiOutputReceiver out) {
    // While Flink fires timers it still tells the watermark before; the timer's own time has come.
    long watermark =
        Math.max(context.fireTimestamp().getMillis(), release.getCurrentRelativeTime().getMillis());
    KeyedCount count =
        count(key, new State(waiting, firstWaiting, open, sum, moving, log, revisions), out);
    count.advance(count.watermark(watermark), release);
  }

  /** All input has come: the last window of the key is as full as it gets. */
  @OnTimer("end")
  public void end(
      @Key K key,
      @StateId("waiting") BagState<Reading> waiting,
      @StateId("firstWaiting") ValueState<Long> firstWaiting,
      @StateId("open") ValueState<OpenCount> open,
      @StateId("sum") ValueState<SummaryAccumulator> sum,
      @StateId("moving") ValueState<MovingReadings> moving,
      @StateId("log") MapState<Long, ReadingRun> log,
      @StateId("revisions") ValueState<CountRevisions> revisions,
      MultiOutputReceiver out) {
    count(key, new State(waiting, firstWaiting, open, sum, moving, log, revisions), out).end();
  }

  @FinishBundle
  public void finishBundle() {
    counters.publish();
  }

  private KeyedCount count(K key, State state, MultiOutputReceiver out) {
    return new KeyedCount(
        windowing,
        statistics,
        allowedLateness,
        state,
        (interval, timing, revision, summary) -> {
          // Readings of an input without times all carry the earliest timestamp there is.
          Optional<Interval> window =
              interval.start() == Times.NONE ? Optional.empty() : Optional.of(interval);
          out.get(resultTag)
              .outputWithTimestamp(
                  KV.of(key, WindowResult.of(window, timing, revision, summary)),
                  Instant.ofEpochMilli(interval.maxTimestamp()));
          counters.add(timing);
        });
  }

  /**
   * Results carry the time of their last reading, also those that a later reading or timer brings
   * about.
   */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
