// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.windowing.Panes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.ValueState;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * What a shard does with its state: readings wait in an inbox, which only grows, until their
 * results are due; then they go into the table.
 */
final class Shard<T extends ShardTable> {
  /** What a block costs beside its readings, in readings. */
  private static final int BLOCK_COST = 1 << 6;

  private static final Instant END = Instant.ofEpochMilli(Times.END);

  private final int number;
  private final ShardSpec<T> spec;
  private final StateIdentity identity;
  private final ShardSizes sizes;
  private final BagState<Arrival> inboxState;
  private final ValueState<T> tableState;
  private final MapState<RunPlace, ReadingRun> runs;
  private final ValueState<ShardClock> clockState;
  private final Timer eventTimer;
  private final Timer processingTimer;
  private final ShardTable.Output out;
  private ShardClock clock;

  Shard(
      int number,
      ShardSpec<T> spec,
      StateIdentity identity,
      ShardSizes sizes,
      BagState<Arrival> inboxState,
      ValueState<T> tableState,
      MapState<RunPlace, ReadingRun> runs,
      ValueState<ShardClock> clockState,
      Timer eventTimer,
      Timer processingTimer,
      ShardTable.Output out) {
    this.number = number;
    this.spec = spec;
    this.identity = identity;
    this.sizes = sizes;
    this.inboxState = inboxState;
    this.tableState = tableState;
    this.runs = runs;
    this.clockState = clockState;
    this.eventTimer = eventTimer;
    this.processingTimer = processingTimer;
    this.out = out;
  }

  /** The watermark: what the runner says, but never less than it has been. */
  long watermark(long told) {
    return Math.max(told, clock().watermark());
  }

  /** Takes readings of which none is late, but for those that the table finds. */
  void take(ShardInput input, long watermark) {
    Arrival arrival = new Arrival(watermark, now(), input);
    ShardClock clock = at(watermark);
    long earliest = input.earliest();
    long inbox = clock.inbox() + input.size() + BLOCK_COST;
    if (inbox >= spec.fullInbox(clock.table()) || spec.isUrgent(earliest, watermark)) {
      drained(clock, table -> table.add(arrival, out));
      return;
    }
    inboxState.add(arrival);
    sizes.inbox(number, clock.inbox(), inbox);
    ShardClock next = wakeAt(clock, spec.dueAfter(earliest, watermark));
    clockState.write(
        (spec.isEarly() ? callAt(next, spec.earlyDue(arrival.time())) : next).withInbox(inbox));
  }

  /** The watermark has passed the time that the timer was set to. */
  void advance(long watermark) {
    drained(at(watermark).withEventTime(Panes.NONE), table -> table.advance(watermark, out));
  }

  /** The processing time that the timer was set to has come. */
  void fireDue(long watermark) {
    drained(
        at(watermark).withProcessingTime(Refinement.NEVER),
        table -> {
          table.advance(watermark, out);
          table.fireDue(now(), out);
        });
  }

  /** Puts what is in the inbox into the table, does something with it, and keeps it. */
  private void drained(ShardClock clock, Consumer<T> action) {
    T table = spec.table(tableState.read(), runs);
    TableSize before = table.size();
    drainInto(table);
    action.accept(table);
    table.beforeKept(out);
    TableSize after = table.size();
    keep(table, spec.load(after), clock);
    sizes.inbox(number, clock.inbox(), 0);
    sizes.table(number, before, after);
  }

  private void drainInto(T table) {
    List<Arrival> arrivals = new ArrayList<>();
    inboxState.read().forEach(arrivals::add);
    // A bag has no order, but for what came first the watermark was lowest.
    arrivals.sort(Comparator.comparingLong(Arrival::watermark));
    arrivals.forEach(arrival -> table.add(arrival, out));
    inboxState.clear();
  }

  private void keep(T table, long load, ShardClock clock) {
    if (table.isEmpty()) {
      tableState.clear();
      clockState.write(clock.withInbox(0).withTable(0));
      return;
    }
    tableState.write(table);
    ShardClock awake = callAt(wakeAt(clock, table.nextWatermark()), table.nextDue());
    clockState.write(awake.withInbox(0).withTable(load));
  }

  private ShardClock wakeAt(ShardClock clock, long watermark) {
    if (watermark >= clock.eventTime()) {
      return clock;
    }
    // Its results are of windows that end earlier if they were waited with.
    eventTimer
        .withOutputTimestamp(Instant.ofEpochMilli(Math.min(spec.settled(watermark), Times.END)))
        .set(Instant.ofEpochMilli(Math.min(watermark, Times.END)));
    return clock.withEventTime(watermark);
  }

  private ShardClock callAt(ShardClock clock, long due) {
    if (due >= clock.processingTime()) {
      return clock;
    }
    // Results of this timer are held back by the other one, or late anyway.
    processingTimer
        .withOutputTimestamp(END)
        .offset(Duration.millis(Math.max(0, due - now())))
        .setRelative();
    return clock.withProcessingTime(due);
  }

  /** That all input has come is not kept: there may be more in a run that goes on from here. */
  private ShardClock at(long watermark) {
    return watermark == Panes.END_OF_TIME ? clock() : clock().withWatermark(watermark);
  }

  private ShardClock clock() {
    if (clock == null) {
      ShardClock known = clockState.read();
      clock = known == null ? ShardClock.IDLE.withIdentity(identity.code()) : known;
      identity.check(clock.identity());
    }
    return clock;
  }

  private long now() {
    return processingTimer.getCurrentRelativeTime().getMillis();
  }
}
