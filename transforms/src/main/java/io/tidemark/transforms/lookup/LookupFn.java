// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.coding.StateIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * Keeps the updates of a key, and answers requests from them.
 *
 * <p>Updates are appended and read by nobody until a request or the timer does.
 */
final class LookupFn<K, V> extends DoFn<KV<K, Message<V>>, KV<K, Answer<V>>> {
  private final Rules<V> rules;
  private final StateIdentity identity;
  private final TupleTag<KV<K, Answer<V>>> answerTag;
  private final TupleTag<KV<K, LateUpdate<V>>> lateTag;
  private transient LookupCounters counters;

  @StateId("updates")
  private final StateSpec<BagState<TimedUpdate<V>>> updatesSpec;

  @StateId("waiting")
  private final StateSpec<BagState<Request>> waitingSpec = StateSpecs.bag(Request.coder());

  @StateId("clock")
  private final StateSpec<ValueState<LookupClock>> clockSpec =
      StateSpecs.value(LookupClock.coder());

  @TimerId("due")
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  LookupFn(
      Rules<V> rules,
      StateIdentity identity,
      TupleTag<KV<K, Answer<V>>> answerTag,
      TupleTag<KV<K, LateUpdate<V>>> lateTag) {
    this.rules = rules;
    this.identity = identity;
    this.answerTag = answerTag;
    this.lateTag = lateTag;
    this.updatesSpec = StateSpecs.bag(TimedUpdate.coder(rules.valueCoder()));
  }

  @Setup
  public void setup() {
    counters = new LookupCounters();
  }

  @ProcessElement
  public void take(
      @Element KV<K, Message<V>> element,
      @Timestamp Instant timestamp,
      @StateId("updates") BagState<TimedUpdate<V>> updates,
      @StateId("waiting") BagState<Request> waiting,
      @StateId("clock") ValueState<LookupClock> clock,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    Cell cell = new Cell(element.getKey(), updates, waiting, clock, due, out);
    long time = timestamp.getMillis();
    element.getValue().update().ifPresent(update -> cell.take(new TimedUpdate<>(time, update)));
    element.getValue().request().ifPresent(request -> cell.take(request, time));
  }

  /** The watermark is past what somebody asked about, or past what can be added up. */
  @OnTimer("due")
  public void due(
      OnTimerContext context,
      @Key K key,
      @StateId("updates") BagState<TimedUpdate<V>> updates,
      @StateId("waiting") BagState<Request> waiting,
      @StateId("clock") ValueState<LookupClock> clock,
      @TimerId("due") Timer due,
      MultiOutputReceiver out) {
    // While Flink fires timers it still tells the watermark before; the timer's own time has come.
    new Cell(key, updates, waiting, clock, due, out).act(context.fireTimestamp().getMillis());
  }

  /** One key, for one call. */
  private final class Cell {
    private final K key;
    private final BagState<TimedUpdate<V>> updates;
    private final BagState<Request> waiting;
    private final ValueState<LookupClock> clockState;
    private final Timer timer;
    private final MultiOutputReceiver out;
    private final LookupClock clock;

    Cell(
        K key,
        BagState<TimedUpdate<V>> updates,
        BagState<Request> waiting,
        ValueState<LookupClock> clockState,
        Timer timer,
        MultiOutputReceiver out) {
      this.key = key;
      this.updates = updates;
      this.waiting = waiting;
      this.clockState = clockState;
      this.timer = timer;
      this.out = out;
      LookupClock kept = clockState.read();
      this.clock =
          (kept == null ? LookupClock.IDLE : kept)
              .of(identity)
              .at(timer.getCurrentRelativeTime().getMillis());
    }

    void take(TimedUpdate<V> update) {
      if (isLate(update.time())) {
        LateUpdate<V> late = new LateUpdate<>(update.time(), update.update(), clock.watermark());
        out.get(lateTag).output(KV.of(key, late));
        counters.late();
        return;
      }
      updates.add(update);
      wakeBy(clock, rules.passedAt(update.time()));
    }

    private boolean isLate(long time) {
      return rules.isBehind(time, clock.watermark())
          && (rules.consistent() || !new Versions<>(rules, updates.read()).endBy(time));
    }

    void take(Request request, long time) {
      Request exact = Request.of(request.id(), request.asOf().orElse(time));
      long at = exact.asOf().getAsLong();
      if (at < rules.earliest(clock.watermark())) {
        answer(Answer.without(Answer.Outcome.FORGOTTEN, request.id(), at));
      } else if (!rules.consistent()) {
        answer(exact, new Versions<>(rules, updates.read()), clock.watermark());
      } else if (rules.finalAt(at) <= clock.watermark()) {
        Versions<V> versions = new Versions<>(rules, updates.read());
        answer(exact, versions, clock.watermark());
        if (!versions.updates().isEmpty()) { // a key that has nothing has no state
          clockState.write(clock);
        }
      } else {
        waiting.add(exact);
        wakeBy(clock, rules.finalAt(at));
      }
    }

    void act(long fired) {
      LookupClock now = clock.at(fired);
      Versions<V> versions = new Versions<>(rules, updates.read());
      List<Request> rest = answerWaiting(versions, now.watermark());
      updates.clear();
      waiting.clear();
      if (now.watermark() >= Request.LATEST) {
        clockState.clear();
        return;
      }
      versions.addUp(now.watermark());
      versions.updates().forEach(updates::add);
      rest.forEach(waiting::add);
      long next = next(versions, rest);
      if (next == LookupClock.NEVER && versions.updates().isEmpty()) {
        clockState.clear();
      } else {
        sleep(now, next);
      }
    }

    private long next(Versions<V> versions, List<Request> rest) {
      return rest.stream()
          .mapToLong(each -> rules.finalAt(each.asOf().getAsLong()))
          .reduce(versions.nextAddUp(), Math::min);
    }

    private void sleep(LookupClock now, long next) {
      LookupClock idle = now.withDue(LookupClock.NEVER);
      clockState.write(idle);
      wakeBy(idle, next);
    }

    /** Gives the answers that are final; returns the requests whose answers are not. */
    private List<Request> answerWaiting(Versions<V> versions, long watermark) {
      List<Request> rest = new ArrayList<>();
      for (Request each : waiting.read()) {
        if (rules.finalAt(each.asOf().getAsLong()) <= watermark) {
          answer(each, versions, watermark);
        } else {
          rest.add(each);
        }
      }
      return rest;
    }

    private void wakeBy(LookupClock before, long time) {
      if (time < before.due()) {
        long due = Math.min(time, Request.LATEST);
        clockState.write(before.withDue(due));
        timer.set(Instant.ofEpochMilli(due));
      }
    }

    private void answer(Request request, Versions<V> versions, long watermark) {
      long at = request.asOf().getAsLong();
      Optional<Version<V>> found = versions.inForce(at, watermark);
      answer(
          found.isPresent()
              ? Answer.found(request.id(), at, found.get().time(), found.get().value())
              : Answer.without(Answer.Outcome.NOT_FOUND, request.id(), at));
    }

    private void answer(Answer<V> answer) {
      out.get(answerTag).output(KV.of(key, answer));
      counters.answer(answer.outcome());
    }
  }
}
