// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.util.Arrays;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Spreads records over shards; those of one key go to one, which keeps their order. */
final class ShardFn extends DoFn<TopicRecord, KV<Integer, TopicRecord>> {
  /** Part of the identity of the state: never to be changed. */
  static final int SHARDS = 4;

  @ProcessElement
  public void shard(@Element TopicRecord record, OutputReceiver<KV<Integer, TopicRecord>> out) {
    int hash = record.key().map(String::hashCode).orElse(Arrays.hashCode(record.value()));
    out.output(KV.of(Math.floorMod(hash ^ (hash >>> 16), SHARDS), record));
  }
}
