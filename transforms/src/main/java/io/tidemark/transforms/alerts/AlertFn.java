// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.reading.Series;
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

/**
 * Keeps the readings of each series until the watermark has passed them, and evaluates them in the
 * order of event time. One timer is set to the first thing that is to be done.
 */
final class AlertFn extends DoFn<KV<Series, Sample>, Alert> {
  private final List<Rule> rules;
  private final long lateness;
  private final boolean bounded;
  private final Watched.Tags tags;

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
  AlertFn(List<Rule> rules, long lateness, boolean bounded, Watched.Tags tags) {
    this.rules = rules;
    this.lateness = lateness;
    this.bounded = bounded;
    this.tags = tags;
  }

  @ProcessElement
  public void take(
      @Element KV<Series, Sample> element,
      @StateId("inbox") BagState<Sample> bag,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    Sample sample = element.getValue();
    Inbox<Sample> inbox = new Inbox<>(bag, clockState, due);
    long watermark = bounded ? Long.MIN_VALUE : inbox.watermark();
    if (sample.time() + lateness < watermark) {
      Reading reading = Reading.of(sample.time(), sample.value());
      out.get(tags.late).output(KV.of(element.getKey(), LateReading.of(reading, watermark)));
      return;
    }
    inbox.add(sample);
  }

  @OnTimer("due")
  public void evaluate(
      OnTimerContext context,
      @Key Series series,
      @StateId("inbox") BagState<Sample> bag,
      @StateId("watch") ValueState<SeriesWatch> watchState,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    Inbox<Sample> inbox = new Inbox<>(bag, clockState, due);
    long watermark = inbox.watermark(context.fireTimestamp());
    SeriesWatch known = watchState.read();
    SeriesWatch watch = known == null ? new SeriesWatch() : known;
    List<Rule> ofSeries = rules.stream().filter(rule -> rule.watches(series)).toList();
    if (watermark >= AlertClock.LAST) {
      watch.evaluate(
          ofSeries,
          inbox.take(SeriesWatch.END),
          SeriesWatch.END,
          lateness,
          to(tags.alerts, series, out));
      watch.finish(ofSeries, to(tags.atTheEnd, series, out));
      watchState.clear();
      inbox.clear();
      return;
    }
    watch.evaluate(
        ofSeries, inbox.take(watermark), watermark, lateness, to(tags.alerts, series, out));
    if (watch.isForgotten()) {
      watchState.clear();
    } else {
      watchState.write(watch);
    }
    inbox.await(watch.due(ofSeries, lateness), watermark, watch.isForgotten());
  }

  private static SeriesWatch.Out to(TupleTag<Alert> tag, Series series, MultiOutputReceiver out) {
    return (rule, told, step) ->
        out.get(tag).output(Alert.of(EpisodeId.of(rule.name(), series, told), rule, series, step));
  }
}
