// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Parts blocks into blocks by shard.
 *
 * <p>No reading is held beyond its bundle. What is held is which series are known.
 */
final class ScatterFn extends DoFn<ReadingBlock, KV<Integer, ShardInput>> {
  /** Which readings travel alone. */
  enum Alone {
    /** None. */
    NONE,
    /** Those before the timestamp of their block. */
    EARLY,
    /** All. */
    ALL
  }

  private final Shards shards;
  private final Alone alone;
  private final TableFold fold; // null if nothing is to be folded
  private final boolean bounded;
  private transient ShardBlocks blocks;
  private transient StreamFolding folding;

  /**
   * Blocks by shard.
   *
   * @param fold how readings are folded that cannot be late; empty if none are to be
   * @param bounded whether the input ends, so that no reading can be late
   */
  ScatterFn(Shards shards, Alone alone, Optional<TableFold> fold, boolean bounded) {
    this.shards = shards;
    this.alone = alone;
    this.fold = fold.orElse(null);
    this.bounded = bounded;
  }

  @StartBundle
  public void startBundle() {
    if (blocks == null || !blocks.isReusable()) {
      blocks = new ShardBlocks(shards);
    }
    if (fold != null && (folding == null || !folding.isReusable())) {
      folding = new StreamFolding(fold);
    }
  }

  @ProcessElement
  public void scatter(
      @Element ReadingBlock block,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<Integer, ShardInput>> out) {
    ShardOutput output =
        (key, input, earliest) ->
            out.outputWithTimestamp(KV.of(key, input), Instant.ofEpochMilli(earliest));
    Optional<ReadingBlock> rest = Optional.of(block);
    if (folding != null && folding.isWorthwhile()) {
      rest = folding.take(block, bounded ? Long.MIN_VALUE : timestamp.getMillis(), output);
    }
    rest.ifPresent(readings -> blocks.add(readings, aloneUntil(timestamp), output));
  }

  private long aloneUntil(Instant timestamp) {
    return switch (alone) {
      case NONE -> Long.MIN_VALUE;
      case EARLY -> timestamp.getMillis();
      case ALL -> Long.MAX_VALUE;
    };
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ShardOutput output =
        (key, input, earliest) ->
            context.output(
                KV.of(key, input), Instant.ofEpochMilli(earliest), GlobalWindow.INSTANCE);
    blocks.flush(output);
    if (folding != null) {
      folding.finish(output);
    }
  }

  /** A part of a block may begin before the block that fills it up. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
