// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.reading.Series;
import java.util.ArrayList;
import java.util.List;
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
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Tells when no newer reading of a series has come for a time by the clock, which goes on when the
 * whole source is down and the watermark stands still.
 *
 * <p>While the run itself is down nobody knows what comes: where it goes on from a checkpoint, the
 * time counts from then, for what came in the meantime is still to be read.
 */
final class StandstillFn extends DoFn<KV<Series, Sample>, Alert> {
  private static final Instant LAST = GlobalWindow.INSTANCE.maxTimestamp();

  private final List<Rule> rules;
  private final long forget;
  private final boolean restorable;
  private transient long started;

  @StateId("arrival")
  private final StateSpec<ValueState<Arrival>> arrivalSpec = StateSpecs.value(Arrival.coder());

  @TimerId("standstill")
  private final TimerSpec standstillSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  /** Tells the watermark; set only where series are forgotten. */
  @TimerId("watermark")
  private final TimerSpec watermarkSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  /**
   * Of rules with a {@link Standstill}.
   *
   * @param restorable whether the run may have been restored. Where it cannot, an instance may be
   *     made at any time, and the clock may be one of a test
   */
  StandstillFn(List<Rule> rules, boolean restorable) {
    this.rules = rules;
    this.forget = rules.get(0).forget(); // the same for all
    this.restorable = restorable;
  }

  @Setup
  public void setup() {
    started = restorable ? System.currentTimeMillis() : Long.MIN_VALUE;
  }

  @ProcessElement
  public void take(
      @Element KV<Series, Sample> element,
      @StateId("arrival") ValueState<Arrival> state,
      @TimerId("standstill") Timer standstill,
      @TimerId("watermark") Timer watermark,
      OutputReceiver<Alert> out) {
    Series series = element.getKey();
    Sample sample = element.getValue();
    if (isForgotten(sample, watermark)) {
      return;
    }
    Arrival before = state.read();
    if (before != null && sample.time() <= before.newest().time()) {
      return;
    }
    if (before != null) {
      for (String name : before.fired()) {
        out.output(alert(rule(name), series, before, Reason.ENDED, sample));
      }
    }
    long now = standstill.getCurrentRelativeTime().getMillis();
    Arrival arrival = new Arrival(sample, now, List.of());
    state.write(arrival);
    setForget(sample, watermark);
    boolean waiting = before != null && before.fired().size() < watching(series).size();
    if (!waiting) {
      setTimer(watching(series), arrival, now, standstill);
    }
  }

  @OnTimer("standstill")
  public void tell(
      @Key Series series,
      @StateId("arrival") ValueState<Arrival> state,
      @TimerId("standstill") Timer standstill,
      @TimerId("watermark") Timer watermark,
      OutputReceiver<Alert> out) {
    if (!watermark.getCurrentRelativeTime().isBefore(LAST)) {
      return; // the input is over, which is no standstill
    }
    Arrival arrival = state.read();
    if (arrival == null) {
      return; // it was forgotten
    }
    long now = standstill.getCurrentRelativeTime().getMillis();
    List<String> fired = new ArrayList<>(arrival.fired());
    for (Rule rule : watching(series)) {
      if (!fired.contains(rule.name()) && now >= due(rule, arrival)) {
        fired.add(rule.name());
        out.output(alert(rule, series, arrival, Reason.BEGAN, arrival.newest()));
      }
    }
    Arrival told = new Arrival(arrival.newest(), arrival.arrived(), fired);
    state.write(told);
    setTimer(watching(series), told, now, standstill);
  }

  /** Forgets a series of which nothing newer has come in event time. */
  @OnTimer("watermark")
  public void forget(
      OnTimerContext context,
      @Key Series series,
      @StateId("arrival") ValueState<Arrival> state,
      @TimerId("watermark") Timer watermark,
      OutputReceiver<Alert> out) {
    Arrival arrival = state.read();
    boolean over = !watermark.getCurrentRelativeTime().isBefore(LAST);
    if (over || arrival == null) {
      return;
    }
    Sample newest = arrival.newest();
    if (context.fireTimestamp().getMillis() <= newest.time() + forget) { // it was less before
      setForget(newest, watermark);
      return;
    }
    Sample then = new Sample(newest.time() + forget, newest.value(), 0);
    for (String name : arrival.fired()) {
      out.output(alert(rule(name), series, arrival, Reason.FORGOTTEN, then));
    }
    state.clear();
  }

  private void setForget(Sample newest, Timer watermark) {
    if (forget != Machine.NEVER) {
      watermark
          .withOutputTimestamp(LAST) // We don't want it to hold up watermarks.
          .set(Instant.ofEpochMilli(newest.time() + forget + 1));
    }
  }

  private boolean isForgotten(Sample sample, Timer watermark) {
    return forget != Machine.NEVER
        && sample.time() + forget < watermark.getCurrentRelativeTime().getMillis();
  }

  /** To the first rule that has not fired. */
  private void setTimer(List<Rule> rules, Arrival arrival, long now, Timer standstill) {
    rules.stream()
        .filter(rule -> !arrival.fired().contains(rule.name()))
        .mapToLong(rule -> due(rule, arrival))
        .min()
        .ifPresent(
            due ->
                standstill
                    .withOutputTimestamp(LAST) // We don't want it to hold up watermarks.
                    .offset(Duration.millis(Math.max(1, due - now)))
                    .setRelative());
  }

  private long due(Rule rule, Arrival arrival) {
    return Math.max(arrival.arrived(), started) + ((Standstill) rule.condition()).millis();
  }

  private List<Rule> watching(Series series) {
    return rules.stream().filter(rule -> rule.watches(series)).toList();
  }

  /** Also of one that there is no more. */
  private Rule rule(String name) {
    return rules.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseGet(() -> Rule.of(name, new Standstill(1)));
  }

  private static Alert alert(
      Rule rule, Series series, Arrival arrival, Reason reason, Sample sample) {
    long since = arrival.newest().time();
    AlertState state = reason == Reason.BEGAN ? AlertState.FIRING : AlertState.RESOLVED;
    Told told = new Told(since, 0, state, true);
    Transition step =
        new Transition(state, since, sample.time(), sample.value(), Double.NaN, reason);
    return Alert.of(EpisodeId.of(rule.name(), series, told), rule, series, step);
  }

  /** What a timer brings about has the time of the end, which is later than all that comes. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
