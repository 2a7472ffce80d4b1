// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.joda.time.Instant;

/**
 * What waits until the watermark has passed it, and the timer that is set to the first thing that
 * is to be done.
 */
final class Inbox<T extends Timed> {
  private final BagState<T> bag;
  private final ValueState<AlertClock> clockState;
  private final Timer timer;

  Inbox(BagState<T> bag, ValueState<AlertClock> clockState, Timer timer) {
    this.bag = bag;
    this.clockState = clockState;
    this.timer = timer;
  }

  /** The watermark: what the runner says, but never less than what was acted on. */
  long watermark() {
    return Math.max(clock().watermark(), timer.getCurrentRelativeTime().getMillis());
  }

  /** The watermark while the timer fires: a runner may tell an older one, but its time has come. */
  long watermark(Instant fired) {
    return Math.max(fired.getMillis(), watermark());
  }

  /** Keeps what is not late. */
  void add(T element) {
    bag.add(element);
    AlertClock clock = clock();
    if (element.time() + 1 < clock.timer()) {
      clockState.write(new AlertClock(element.time() + 1, clock.watermark()));
      timer.set(Instant.ofEpochMilli(element.time() + 1));
    }
  }

  /** What is before a time, which is taken out. */
  List<T> take(long until) {
    List<T> taken = new ArrayList<>();
    List<T> left = new ArrayList<>();
    bag.read().forEach(each -> (each.time() < until ? taken : left).add(each));
    bag.clear();
    left.forEach(bag::add);
    return taken;
  }

  /**
   * Sets the timer so that the watermark has passed what is next, in here or elsewhere, and keeps
   * both.
   *
   * @param forgotten whether nothing else is to be known: without a next time, all of it goes
   */
  void await(long due, long watermark, boolean forgotten) {
    long next = Math.min(due, first());
    boolean never = next >= AlertClock.LAST;
    if (never && forgotten) {
      clockState.clear();
      return;
    }
    clockState.write(new AlertClock(never ? Long.MAX_VALUE : next + 1, watermark));
    if (!never) {
      timer.set(Instant.ofEpochMilli(next + 1));
    }
  }

  /** Forgets all. */
  void clear() {
    bag.clear();
    clockState.clear();
  }

  private long first() {
    long first = Machine.NEVER;
    for (T each : bag.read()) {
      first = Math.min(first, each.time());
    }
    return first;
  }

  private AlertClock clock() {
    AlertClock clock = clockState.read();
    return clock == null ? AlertClock.IDLE : clock;
  }
}
