// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Takes the readings out of blocks, one by one, for a plan that takes them so. */
final class UngatherFn<K> extends DoFn<ReadingBlock, KV<K, Double>> {
  private final Coder<K> keyCoder;

  UngatherFn(Coder<K> keyCoder) {
    this.keyCoder = keyCoder;
  }

  @ProcessElement
  public void ungather(@Element ReadingBlock block, OutputReceiver<KV<K, Double>> out) {
    Object[] keys = new Object[block.seriesCount()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Results.key(keyCoder, block.key(i));
    }
    for (int i = 0; i < block.size(); i++) {
      @SuppressWarnings("unchecked") // the coder of K made it
      K key = (K) keys[block.series(i)];
      out.outputWithTimestamp(KV.of(key, block.value(i)), Instant.ofEpochMilli(block.time(i)));
    }
  }

  /** A block of a stream may have readings that are earlier than it says: those that are late. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to keep their time
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
