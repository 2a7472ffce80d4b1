// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.reading.Series;
import java.util.ArrayList;
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
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Keeps the readings of each series until the watermark has passed them, and evaluates them in the
 * order of event time. One timer is set to the first thing that is to be done.
 */
final class AlertFn extends DoFn<KV<Series, Sample>, Alert> {
  /** A watermark from here on says that all input has come. */
  private static final long LAST = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  private final List<Rule> rules;
  private final long lateness;
  private final boolean bounded;
  private final TupleTag<Alert> alertTag;
  private final TupleTag<Alert> atTheEndTag;
  private final TupleTag<KV<Series, LateReading>> lateTag;

  @StateId("inbox")
  private final StateSpec<BagState<Sample>> inboxSpec = StateSpecs.bag(Sample.coder());

  @StateId("watch")
  private final StateSpec<ValueState<SeriesWatch>> watchSpec =
      StateSpecs.value(SeriesWatch.coder());

  @StateId("clock")
  private final StateSpec<ValueState<AlertClock>> clockSpec = StateSpecs.value(AlertClock.coder());

  @TimerId("due")
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  /**
   * Alerts of series.
   *
   * @param bounded whether the input ends, so that no reading is late
   */
  AlertFn(
      List<Rule> rules,
      long lateness,
      boolean bounded,
      TupleTag<Alert> alertTag,
      TupleTag<Alert> atTheEndTag,
      TupleTag<KV<Series, LateReading>> lateTag) {
    this.rules = rules;
    this.lateness = lateness;
    this.bounded = bounded;
    this.alertTag = alertTag;
    this.atTheEndTag = atTheEndTag;
    this.lateTag = lateTag;
  }

  @ProcessElement
  public void take(
      @Element KV<Series, Sample> element,
      @StateId("inbox") BagState<Sample> inbox,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    Sample sample = element.getValue();
    AlertClock clock = clock(clockState);
    long watermark =
        bounded
            ? Long.MIN_VALUE
            : Math.max(clock.watermark(), due.getCurrentRelativeTime().getMillis());
    if (sample.time() + lateness < watermark) {
      Reading reading = Reading.of(sample.time(), sample.value());
      out.get(lateTag).output(KV.of(element.getKey(), LateReading.of(reading, watermark)));
      return;
    }
    inbox.add(sample);
    if (sample.time() + 1 < clock.timer()) {
      clockState.write(new AlertClock(sample.time() + 1, clock.watermark()));
      due.set(Instant.ofEpochMilli(sample.time() + 1));
    }
  }

  @OnTimer("due")
  public void evaluate(
      OnTimerContext context,
      @Key Series series,
      @StateId("inbox") BagState<Sample> inbox,
      @StateId("watch") ValueState<SeriesWatch> watchState,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    // A runner may tell an older watermark while it fires; the timer's own time has come.
    long watermark =
        Math.max(
            Math.max(context.fireTimestamp().getMillis(), clock(clockState).watermark()),
            due.getCurrentRelativeTime().getMillis());
    SeriesWatch known = watchState.read();
    SeriesWatch watch = known == null ? new SeriesWatch() : known;
    List<Rule> ofSeries = rules.stream().filter(rule -> rule.watches(series)).toList();
    if (watermark >= LAST) {
      watch.evaluate(
          ofSeries,
          take(inbox, SeriesWatch.END),
          SeriesWatch.END,
          lateness,
          to(alertTag, series, out));
      watch.finish(ofSeries, to(atTheEndTag, series, out));
      watchState.clear();
      clockState.clear();
      return;
    }
    watch.evaluate(
        ofSeries, take(inbox, watermark), watermark, lateness, to(alertTag, series, out));
    watchState.write(watch);
    setTimer(Math.min(watch.due(ofSeries), first(inbox)), watermark, clockState, due);
  }

  private static void setTimer(
      long next, long watermark, ValueState<AlertClock> clockState, Timer due) {
    boolean never = next >= LAST;
    clockState.write(new AlertClock(never ? Long.MAX_VALUE : next + 1, watermark));
    if (!never) {
      due.set(Instant.ofEpochMilli(next + 1));
    }
  }

  private static SeriesWatch.Out to(TupleTag<Alert> tag, Series series, MultiOutputReceiver out) {
    return (rule, told, step) ->
        out.get(tag).output(Alert.of(EpisodeId.of(rule.name(), series, told), rule, series, step));
  }

  /** The readings before a time, which are taken out. */
  private static List<Sample> take(BagState<Sample> inbox, long until) {
    List<Sample> taken = new ArrayList<>();
    List<Sample> left = new ArrayList<>();
    inbox.read().forEach(sample -> (sample.time() < until ? taken : left).add(sample));
    inbox.clear();
    left.forEach(inbox::add);
    return taken;
  }

  private static long first(BagState<Sample> inbox) {
    long first = Machine.NEVER;
    for (Sample sample : inbox.read()) {
      first = Math.min(first, sample.time());
    }
    return first;
  }

  private static AlertClock clock(ValueState<AlertClock> state) {
    AlertClock clock = state.read();
    return clock == null ? AlertClock.IDLE : clock;
  }
}
