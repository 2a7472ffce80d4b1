// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.windowing.Panes;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
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
 * Decides for each reading whether it is late, and keeps the window table of a shard.
 *
 * <p>One call handles a block, and one timer in event time serves all series of the shard.
 */
final class ShardFn<K, T extends ShardTable>
    extends DoFn<KV<Integer, ShardInput>, KV<K, WindowResult>> {
  private final ShardSpec<T> spec;
  private final StateIdentity identity;
  private final Coder<K> keyCoder;
  private final boolean bounded;
  private final boolean restorable;
  private final TupleTag<KV<K, WindowResult>> resultTag;
  private final TupleTag<KV<K, LateReading>> lateTag;
  private transient ShardSizes sizes;
  private transient ResultCounters counters;

  @StateId("inbox")
  private final StateSpec<BagState<Arrival>> inboxSpec = StateSpecs.bag(Arrival.coder());

  @StateId("table")
  private final StateSpec<ValueState<T>> tableSpec;

  /** Of count windows. */
  @StateId("runs")
  private final StateSpec<MapState<RunPlace, ReadingRun>> runsSpec =
      StateSpecs.map(RunPlace.coder(), ReadingRun.coder());

  @StateId("clock")
  private final StateSpec<ValueState<ShardClock>> clockSpec = StateSpecs.value(ShardClock.coder());

  @TimerId("watermark")
  private final TimerSpec watermarkSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  @TimerId("due")
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  /**
   * A table for each shard.
   *
   * @param bounded whether the input ends, so that no reading is late
   * @param restorable see {@link ShardSizes}
   */
  ShardFn(
      ShardSpec<T> spec,
      StateIdentity identity,
      Coder<K> keyCoder,
      boolean bounded,
      boolean restorable,
      TupleTag<KV<K, WindowResult>> resultTag,
      TupleTag<KV<K, LateReading>> lateTag) {
    this.spec = spec;
    this.identity = identity;
    this.keyCoder = keyCoder;
    this.bounded = bounded;
    this.restorable = restorable;
    this.resultTag = resultTag;
    this.lateTag = lateTag;
    this.tableSpec = StateSpecs.value(spec.tableCoder());
  }

  @Setup
  public void setup() {
    sizes = new ShardSizes(restorable);
    counters = new ResultCounters();
  }

  @ProcessElement
  public void take(
      @Element KV<Integer, ShardInput> element,
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<T> table,
      @StateId("runs") MapState<RunPlace, ReadingRun> runs,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    Results<K> results = results(dueTimer, out);
    Shard<T> shard =
        shard(element.getKey(), inbox, table, runs, clock, watermarkTimer, dueTimer, results);
    long watermark =
        bounded
            ? Times.NONE
            : shard.watermark(watermark(watermarkTimer.getCurrentRelativeTime().getMillis()));
    inTime(element.getValue(), watermark, results).ifPresent(input -> shard.take(input, watermark));
  }

  /** A window of the shard has ended or closed. */
  @OnTimer("watermark")
  public void advance(
      OnTimerContext context,
      @Key Integer shard,
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<T> table,
      @StateId("runs") MapState<RunPlace, ReadingRun> runs,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    // While Flink fires timers it still tells the watermark before; the timer's own time has come.
    long watermark =
        Math.max(
            context.fireTimestamp().getMillis() + 1,
            watermarkTimer.getCurrentRelativeTime().getMillis());
    Shard<T> advanced =
        shard(shard, inbox, table, runs, clock, watermarkTimer, dueTimer, results(dueTimer, out));
    advanced.advance(advanced.watermark(watermark(watermark)));
  }

  /** A result before the end of a window, or a late one, is due. */
  @OnTimer("due")
  public void fireDue(
      @Key Integer shard,
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<T> table,
      @StateId("runs") MapState<RunPlace, ReadingRun> runs,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    Shard<T> due =
        shard(shard, inbox, table, runs, clock, watermarkTimer, dueTimer, results(dueTimer, out));
    due.fireDue(due.watermark(watermark(watermarkTimer.getCurrentRelativeTime().getMillis())));
  }

  @FinishBundle
  public void finishBundle() {
    counters.publish();
    sizes.publish();
  }

  /** A watermark past the last timestamp says that all input has come. */
  private static long watermark(long millis) {
    return millis > Times.END ? Panes.END_OF_TIME : millis;
  }

  private Optional<ShardInput> inTime(ShardInput input, long watermark, Results<K> results) {
    if (input.readings().isPresent()) {
      return inTime(input.readings().get(), watermark, results).map(ShardInput::of);
    }
    long earliest = input.earliest();
    if (earliest < spec.firstInTime(watermark) || spec.isUrgent(earliest, watermark)) {
      throw new IllegalStateException(
          String.format(
              "readings from %s on came behind the watermark %s, and their source had told that"
                  + " none of them is late: see Averages.PerKey.overBlocks",
              Instant.ofEpochMilli(earliest), Instant.ofEpochMilli(watermark)));
    }
    return Optional.of(input);
  }

  /** Sends late readings to their output and returns the others. */
  private Optional<ReadingBlock> inTime(ReadingBlock block, long watermark, Results<K> results) {
    long first = spec.firstInTime(watermark);
    if (block.earliest() >= first) {
      return Optional.of(block);
    }
    ReadingBlock.Builder others = new ReadingBlock.Builder(block.size());
    for (int i = 0; i < block.size(); i++) {
      byte[] key = block.key(block.series(i));
      if (block.time(i) >= first) {
        others.add(others.seriesOf(key), block.time(i), block.value(i));
      } else {
        results.late(key, Reading.of(block.time(i), block.value(i)), watermark);
      }
    }
    return others.isEmpty() ? Optional.empty() : Optional.of(others.build());
  }

  private Results<K> results(Timer dueTimer, MultiOutputReceiver out) {
    long now = dueTimer.getCurrentRelativeTime().getMillis();
    return new Results<>(
        spec.needsTime(),
        keyCoder,
        out.get(resultTag),
        out.get(lateTag),
        bounded ? OptionalLong.empty() : OptionalLong.of(now),
        counters);
  }

  private Shard<T> shard(
      int number,
      BagState<Arrival> inbox,
      ValueState<T> table,
      MapState<RunPlace, ReadingRun> runs,
      ValueState<ShardClock> clock,
      Timer watermarkTimer,
      Timer dueTimer,
      Results<K> results) {
    return new Shard<>(
        number,
        spec,
        identity,
        sizes,
        inbox,
        table,
        runs,
        clock,
        watermarkTimer,
        dueTimer,
        results);
  }

  /**
   * Results carry the end of their window, also those that a later reading or timer brings about.
   */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
