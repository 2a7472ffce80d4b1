// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Gathers single readings into blocks.
 *
 * <p>No reading is held beyond its bundle. What is held is which series are known.
 */
final class GatherFn<K> extends DoFn<KV<K, Double>, ReadingBlock> {
  /** So many series are remembered from bundle to bundle. */
  private static final int MOST_KNOWN = 1 << 18;

  private final Coder<K> keyCoder;
  private transient Map<K, Integer> known;
  private transient ReadingBlock.Builder builder;

  GatherFn(Coder<K> keyCoder) {
    this.keyCoder = keyCoder;
  }

  @StartBundle
  public void startBundle() {
    // A builder that is not empty is one that a bundle has failed with.
    if (builder == null || !builder.isEmpty() || known.size() > MOST_KNOWN) {
      known = new HashMap<>();
      builder = new ReadingBlock.Builder(ShardBlocks.BLOCK);
    }
  }

  @ProcessElement
  public void gather(
      @Element KV<K, Double> element,
      @Timestamp Instant timestamp,
      OutputReceiver<ReadingBlock> out) {
    Integer series = known.get(element.getKey());
    if (series == null) {
      series = builder.seriesOf(encoded(element.getKey()));
      known.put(element.getKey(), series);
    }
    builder.add(series, timestamp.getMillis(), element.getValue());
    if (builder.isFull()) {
      ReadingBlock block = builder.build();
      out.outputWithTimestamp(block, Instant.ofEpochMilli(block.earliest()));
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    if (!builder.isEmpty()) {
      ReadingBlock block = builder.build();
      context.output(block, Instant.ofEpochMilli(block.earliest()), GlobalWindow.INSTANCE);
    }
  }

  private byte[] encoded(K key) {
    try {
      return CoderUtils.encodeToByteArray(keyCoder, key);
    } catch (CoderException e) {
      throw new IllegalArgumentException("a key that its coder cannot write: " + e.getMessage(), e);
    }
  }

  /** A block carries the timestamp of its earliest reading. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
