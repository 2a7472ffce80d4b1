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
  private final Shards shards;
  private final int readings;
  private transient ShardBlocks blocks;

  /** Into blocks of at most so many readings. */
  ScatterFn(Shards shards, int readings) {
    this.shards = shards;
    this.readings = readings;
  }

  @StartBundle
  public void startBundle() {
    if (blocks == null || !blocks.isReusable()) {
      blocks = new ShardBlocks(shards, readings);
    }
  }

  @ProcessElement
  public void scatter(@Element ReadingBlock block, OutputReceiver<KV<Integer, ReadingBlock>> out) {
    blocks.add(
        block,
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
