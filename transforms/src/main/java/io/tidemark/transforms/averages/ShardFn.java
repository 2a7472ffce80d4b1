// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.windowing.Panes;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
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
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Decides for each reading whether it is late, and keeps the window table of a shard.
 *
 * <p>One call handles a block, and one timer in event time serves all series of the shard.
 */
final class ShardFn<K> extends DoFn<KV<Integer, ReadingBlock>, KV<K, WindowResult>> {
  private final TableSpec spec;
  private final Coder<K> keyCoder;
  private final boolean bounded;
  private final TupleTag<KV<K, WindowResult>> resultTag;
  private final TupleTag<KV<K, LateReading>> lateTag;

  @StateId("inbox")
  private final StateSpec<BagState<Arrival>> inboxSpec = StateSpecs.bag(Arrival.coder());

  @StateId("table")
  private final StateSpec<ValueState<PaneTable>> tableSpec;

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
   */
  ShardFn(
      TableSpec spec,
      Coder<K> keyCoder,
      boolean bounded,
      TupleTag<KV<K, WindowResult>> resultTag,
      TupleTag<KV<K, LateReading>> lateTag) {
    this.spec = spec;
    this.keyCoder = keyCoder;
    this.bounded = bounded;
    this.resultTag = resultTag;
    this.lateTag = lateTag;
    this.tableSpec = StateSpecs.value(new PaneTableCoder(spec));
  }

  @ProcessElement
  public void take(
      @Element KV<Integer, ReadingBlock> element,
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<PaneTable> table,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    long watermark =
        bounded ? Times.NONE : watermark(watermarkTimer.getCurrentRelativeTime().getMillis());
    inTime(element.getValue(), watermark, out)
        .ifPresent(
            block ->
                new Shard(spec, inbox, table, clock, watermarkTimer, dueTimer, results(out))
                    .take(block, watermark));
  }

  /** A window of the shard has ended or closed. */
  @OnTimer("watermark")
  public void advance(
      OnTimerContext context,
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<PaneTable> table,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    // While Flink fires timers it still tells the watermark before; the timer's own time has come.
    long watermark =
        Math.max(
            context.fireTimestamp().getMillis() + 1,
            watermarkTimer.getCurrentRelativeTime().getMillis());
    new Shard(spec, inbox, table, clock, watermarkTimer, dueTimer, results(out))
        .advance(watermark(watermark));
  }

  /** A result before the end of a window, or a late one, is due. */
  @OnTimer("due")
  public void fireDue(
      @StateId("inbox") BagState<Arrival> inbox,
      @StateId("table") ValueState<PaneTable> table,
      @StateId("clock") ValueState<ShardClock> clock,
      @TimerId("watermark") Timer watermarkTimer,
      @TimerId("due") Timer dueTimer,
      MultiOutputReceiver out) {
    new Shard(spec, inbox, table, clock, watermarkTimer, dueTimer, results(out))
        .fireDue(watermark(watermarkTimer.getCurrentRelativeTime().getMillis()));
  }

  /** A watermark past the last timestamp says that all input has come. */
  private static long watermark(long millis) {
    return millis > Times.END ? Panes.END_OF_TIME : millis;
  }

  /** Sends late readings to their output and returns the others. */
  private Optional<ReadingBlock> inTime(
      ReadingBlock block, long watermark, MultiOutputReceiver out) {
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
        Reading reading = Reading.of(block.time(i), block.value(i));
        out.get(lateTag)
            .outputWithTimestamp(
                KV.of(key(key), LateReading.of(reading, watermark)),
                Instant.ofEpochMilli(reading.time()));
      }
    }
    return others.isEmpty() ? Optional.empty() : Optional.of(others.build());
  }

  private PaneTable.Output results(MultiOutputReceiver out) {
    return new Results<>(spec, keyCoder, out.get(resultTag));
  }

  private K key(byte[] bytes) {
    return Results.key(keyCoder, bytes);
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
