// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;
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
final class ScatterFn extends DoFn<ReadingBlock, KV<Integer, ReadingBlock>> {
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
  private transient ShardBlocks blocks;

  ScatterFn(Shards shards, Alone alone) {
    this.shards = shards;
    this.alone = alone;
  }

  @StartBundle
  public void startBundle() {
    if (blocks == null || !blocks.isReusable()) {
      blocks = new ShardBlocks(shards);
    }
  }

  @ProcessElement
  public void scatter(
      @Element ReadingBlock block,
      @Timestamp Instant timestamp,
      OutputReceiver<KV<Integer, ReadingBlock>> out) {
    long from =
        switch (alone) {
          case NONE -> Long.MIN_VALUE;
          case EARLY -> timestamp.getMillis();
          case ALL -> Long.MAX_VALUE;
        };
    blocks.add(
        block,
        from,
        (key, part) ->
            out.outputWithTimestamp(KV.of(key, part), Instant.ofEpochMilli(part.earliest())));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    blocks.flush(
        (key, part) ->
            context.output(
                KV.of(key, part), Instant.ofEpochMilli(part.earliest()), GlobalWindow.INSTANCE));
  }

  /** A part of a block may begin before the block that fills it up. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
