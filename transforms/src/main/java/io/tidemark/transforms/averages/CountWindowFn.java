// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.CountWindowing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.state.BagState;
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
import org.joda.time.Instant;

/**
 * Puts the readings of each key in the order of event time and counts them into windows.
 *
 * <p>A reading waits until the watermark is past its time by the allowed lateness: then no earlier
 * one will be let in, and its place is final. So each window has one result, and a reading is late
 * when its place has gone by.
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
      @TimerId("release") Timer release,
      @TimerId("end") Timer end,
      MultiOutputReceiver out) {
    Reading reading = Reading.of(timestamp.getMillis(), element.getValue());
    long watermark = release.getCurrentRelativeTime().getMillis();
    if (isFinal(reading, watermark)) {
      out.get(lateTag).output(KV.of(element.getKey(), LateReading.of(reading, watermark)));
      return;
    }
    waiting.add(reading);
    Long first = firstWaiting.read();
    if (first == null || reading.time() < first) {
      waitFor(reading.time(), firstWaiting, release);
    }
    end.set(Instant.ofEpochMilli(Times.END));
  }

  /** The watermark has passed the place of the first reading that waits. */
  @OnTimer("release")
  public void release(
      @Key K key,
      @StateId("waiting") BagState<Reading> waiting,
      @StateId("firstWaiting") ValueState<Long> firstWaiting,
      @StateId("open") ValueState<OpenCount> open,
      @TimerId("release") Timer release,
      MultiOutputReceiver out) {
    // While Flink fires timers it still tells the watermark before; the timer's own time has come.
    long watermark =
        Math.max(
            firstWaiting.read() + allowedLateness + 1,
            release.getCurrentRelativeTime().getMillis());
    CountWindows windows = windows(key, open, out);
    List<Reading> stillWaiting = new ArrayList<>();
    for (Reading reading : inOrder(waiting)) {
      if (isFinal(reading, watermark)) {
        windows.add(reading);
      } else {
        stillWaiting.add(reading);
      }
    }
    open.write(windows.open());
    waiting.clear();
    stillWaiting.forEach(waiting::add);
    firstWaiting.clear();
    if (!stillWaiting.isEmpty()) {
      waitFor(stillWaiting.get(0).time(), firstWaiting, release);
    }
  }

  /** All input has come: the last window of the key is as full as it gets. */
  @OnTimer("end")
  public void end(
      @Key K key,
      @StateId("waiting") BagState<Reading> waiting,
      @StateId("open") ValueState<OpenCount> open,
      MultiOutputReceiver out) {
    CountWindows windows = windows(key, open, out);
    inOrder(waiting).forEach(windows::add);
    windows.end();
    waiting.clear();
    open.clear();
  }

  @FinishBundle
  public void finishBundle() {
    counters.publish();
  }

  /** Whether no earlier reading can come any more: {@code time + allowedLateness < watermark}. */
  private boolean isFinal(Reading reading, long watermark) {
    return reading.time() + allowedLateness < watermark;
  }

  private void waitFor(long first, ValueState<Long> firstWaiting, Timer release) {
    firstWaiting.write(first);
    release.set(Instant.ofEpochMilli(first + allowedLateness + 1));
  }

  /** By event time, ties by arrival. */
  private static List<Reading> inOrder(BagState<Reading> waiting) {
    List<Reading> readings = new ArrayList<>();
    waiting.read().forEach(readings::add);
    readings.sort(Comparator.comparingLong(Reading::time));
    return readings;
  }

  private CountWindows windows(K key, ValueState<OpenCount> open, MultiOutputReceiver out) {
    OpenCount before = open.read();
    return new CountWindows(
        windowing,
        statistics,
        before == null ? OpenCount.EMPTY : before,
        result -> {
          out.get(resultTag).output(KV.of(key, result));
          counters.add(result.timing());
        });
  }
}
