// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.reading.Series;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
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
 * Keeps the readings of each group until the watermark has passed them, and evaluates them in the
 * order of event time: what {@link AlertFn} is for series.
 */
final class GroupFn extends DoFn<KV<GroupKey, MemberSample>, Alert> {
  /** Of a rule that there is no more. */
  private static final Condition NOTHING = Condition.above(0, 0);

  private final List<Rule> rules;
  private final long lateness;
  private final boolean bounded;
  private final Watched.Tags tags;
  private final Counter lateForGroup =
      Metrics.counter(BundleLedger.NAMESPACE, "readings_late_for_group");

  @StateId("inbox")
  private final StateSpec<BagState<MemberSample>> inboxSpec = StateSpecs.bag(MemberSample.coder());

  @StateId("watch")
  private final StateSpec<ValueState<GroupWatch>> watchSpec = StateSpecs.value(GroupWatch.coder());

  @StateId("clock")
  private final StateSpec<ValueState<AlertClock>> clockSpec = StateSpecs.value(AlertClock.coder());

  @TimerId("due")
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  /**
   * Alerts of groups.
   *
   * @param rules those that have groups
   * @param bounded whether the input ends, so that no reading is late
   */
  GroupFn(List<Rule> rules, long lateness, boolean bounded, Watched.Tags tags) {
    this.rules = rules;
    this.lateness = lateness;
    this.bounded = bounded;
    this.tags = tags;
  }

  @ProcessElement
  public void take(
      @Element KV<GroupKey, MemberSample> element,
      @StateId("inbox") BagState<MemberSample> bag,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    MemberSample sample = element.getValue();
    Inbox<MemberSample> inbox = new Inbox<>(bag, clockState, due);
    long watermark = bounded ? Long.MIN_VALUE : inbox.watermark();
    if (sample.time() + lateness < watermark) {
      tellLate(element.getKey(), sample, watermark, out);
      return;
    }
    inbox.add(sample);
  }

  /** Once for each reading, whoever else looks at it; the others count it. */
  private void tellLate(
      GroupKey group, MemberSample sample, long watermark, MultiOutputReceiver out) {
    if (!sample.answersForLateness()) {
      lateForGroup.inc();
      return;
    }
    Series series = Series.of(sample.member(), group.series().field());
    Reading reading = Reading.of(sample.time(), sample.sample().value());
    out.get(tags.late).output(KV.of(series, LateReading.of(reading, watermark)));
  }

  @OnTimer("due")
  public void evaluate(
      OnTimerContext context,
      @Key GroupKey group,
      @StateId("inbox") BagState<MemberSample> bag,
      @StateId("watch") ValueState<GroupWatch> watchState,
      @StateId("clock") ValueState<AlertClock> clockState,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    Inbox<MemberSample> inbox = new Inbox<>(bag, clockState, due);
    long watermark = inbox.watermark(context.fireTimestamp());
    GroupWatch known = watchState.read();
    GroupWatch watch = known == null ? new GroupWatch() : known;
    boolean over = watermark >= AlertClock.LAST;
    List<MemberSample> come = inbox.take(over ? SeriesWatch.END : watermark);
    Optional<Rule> rule = rule(group.rule());
    if (rule.isPresent() && !over) {
      watch.evaluate(
          rule.get(), come, watermark, lateness, to(tags.alerts, rule.get(), group, out));
      if (watch.isForgotten()) {
        watchState.clear();
      } else {
        watchState.write(watch);
      }
      inbox.await(watch.due(rule.get(), lateness), watermark, watch.isForgotten());
      return;
    }
    rule.ifPresentOrElse(
        each -> finish(each, group, watch, come, out),
        () -> watch.abandon(to(tags.alerts, Rule.of(group.rule(), NOTHING), group, out)));
    inbox.clear();
    watchState.clear();
  }

  private void finish(
      Rule rule,
      GroupKey group,
      GroupWatch watch,
      List<MemberSample> come,
      MultiOutputReceiver out) {
    watch.evaluate(rule, come, SeriesWatch.END, lateness, to(tags.alerts, rule, group, out));
    watch.finish(rule, to(tags.atTheEnd, rule, group, out));
  }

  private Optional<Rule> rule(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
  }

  private static Watch.Out to(
      TupleTag<Alert> tag, Rule rule, GroupKey group, MultiOutputReceiver out) {
    return (told, step) ->
        out.get(tag)
            .output(
                Alert.of(
                    EpisodeId.of(rule.name(), group.series(), told), rule, group.series(), step));
  }
}
