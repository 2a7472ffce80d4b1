// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One rule at one series: turns readings, which come in the order of event time, and the passing of
 * event time into transitions.
 *
 * <p>The last value holds until the next one. Of a reading and something that is due at the same
 * time, the reading is first.
 */
final class Machine {
  /** When nothing is due. */
  static final long NEVER = Long.MAX_VALUE;

  private Past past;
  private boolean holds;
  private AlertState state = AlertState.RESOLVED;
  private long since;
  private long cleared;
  private double value = Double.NaN;
  private double measure = Double.NaN;

  Machine() {
    this(new Past());
  }

  private Machine(Past past) {
    this.past = past;
  }

  /** Whether the condition holds, as far as it has come. */
  boolean holds() {
    return holds;
  }

  /** Of the newest reading; {@link Past#NEVER} without one. */
  long time() {
    return past.time();
  }

  /** Of the newest reading; NaN without one. */
  double value() {
    return value;
  }

  Machine copy() {
    Machine copy = new Machine(past.copy());
    copy.holds = holds;
    copy.state = state;
    copy.since = since;
    copy.cleared = cleared;
    copy.value = value;
    copy.measure = measure;
    return copy;
  }

  /** The episode that is not over, as the step it has come to last. */
  Optional<Transition> open(Rule rule) {
    return switch (state) {
      case PENDING -> Optional.of(step(state, since, Reason.BEGAN));
      case FIRING -> Optional.of(step(state, since + rule.duration().toMillis(), Reason.HELD));
      case RESOLVED -> Optional.empty();
    };
  }

  /** Takes the next reading, before which time passes. */
  void add(Rule rule, Sample sample, Consumer<Transition> out) {
    advance(rule, sample.time(), out);
    Condition condition = rule.condition();
    value = sample.value();
    measure = condition.measure(past, sample);
    past.add(sample, condition.memory(), condition.weight());
    set(rule, condition.holds(measure, holds), sample.time(), out);
  }

  /** Lets time pass until just before a time. */
  void advance(Rule rule, long time, Consumer<Transition> out) {
    for (long due = due(rule); due < time; due = due(rule)) {
      if (due < stepAt(rule)) {
        forget(due, out);
      } else if (due == silentAt(rule)) {
        set(rule, true, due, out);
      } else if (state == AlertState.PENDING) {
        come(AlertState.FIRING, due, Reason.HELD, out);
      } else {
        come(AlertState.RESOLVED, due, Reason.ENDED, out);
      }
    }
  }

  /** When time alone will bring about something; {@link #NEVER} for nothing. */
  long due(Rule rule) {
    return Math.min(stepAt(rule), forgetAt(rule));
  }

  /** When its series will have been silent for too long; {@link #NEVER} for nothing to forget. */
  long forgetAt(Rule rule) {
    return rule.forget() == NEVER || isNew() ? NEVER : past.time() + rule.forget();
  }

  /** Whether it knows of no reading. */
  boolean isNew() {
    return past.time() == Past.NEVER;
  }

  private long stepAt(Rule rule) {
    long next = NEVER;
    if (state == AlertState.PENDING) {
      next = since + rule.duration().toMillis();
    } else if (state == AlertState.FIRING && !holds) {
      next = cleared + rule.cooldown().toMillis();
    }
    return Math.min(next, silentAt(rule));
  }

  private long silentAt(Rule rule) {
    long after = rule.condition().silentAfter();
    return after == NEVER || holds || isNew() ? NEVER : past.time() + after;
  }

  private void set(Rule rule, boolean holdsNow, long time, Consumer<Transition> out) {
    if (holdsNow && !holds && state == AlertState.RESOLVED) {
      since = time;
      boolean atOnce = rule.duration().isZero();
      come(atOnce ? AlertState.FIRING : AlertState.PENDING, time, Reason.BEGAN, out);
    } else if (!holdsNow && holds && state == AlertState.PENDING) {
      come(AlertState.RESOLVED, time, Reason.SHORT, out);
    } else if (!holdsNow && holds) {
      cleared = time;
      if (rule.cooldown().isZero()) {
        come(AlertState.RESOLVED, time, Reason.ENDED, out);
      }
    }
    holds = holdsNow;
  }

  private void forget(long time, Consumer<Transition> out) {
    if (state != AlertState.RESOLVED) {
      come(AlertState.RESOLVED, time, Reason.FORGOTTEN, out);
    }
    past = new Past();
    holds = false;
    since = 0;
    cleared = 0;
    value = Double.NaN;
    measure = Double.NaN;
  }

  private void come(AlertState next, long time, Reason reason, Consumer<Transition> out) {
    state = next;
    out.accept(step(next, time, reason));
  }

  private Transition step(AlertState to, long time, Reason reason) {
    return new Transition(to, since, time, value, measure, reason);
  }

  void write(DataOutput out) throws IOException {
    past.write(out);
    out.writeBoolean(holds);
    out.writeByte(state.code());
    Varints.writeSigned(since, out);
    Varints.writeSigned(cleared, out);
    out.writeDouble(value);
    out.writeDouble(measure);
  }

  static Machine read(DataInput in) throws IOException {
    Machine machine = new Machine(Past.read(in));
    machine.holds = in.readBoolean();
    machine.state = AlertState.ofCode(in.readByte());
    machine.since = Varints.readSigned(in);
    machine.cleared = Varints.readSigned(in);
    machine.value = in.readDouble();
    machine.measure = in.readDouble();
    return machine;
  }
}
