// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.partitioning;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;

/** Counts the elements of each shard, bundle by bundle. */
final class CountShardsFn<K, V> extends DoFn<KV<K, V>, Skew> {
  private final Partitioning<K> partitioning;
  private transient long[] counts;

  CountShardsFn(Partitioning<K> partitioning) {
    this.partitioning = partitioning;
  }

  @StartBundle
  public void startBundle() {
    counts = new long[partitioning.shards()];
  }

  @ProcessElement
  public void count(@Element KV<K, V> element) {
    counts[partitioning.shardOf(element.getKey())]++;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    Skew skew = Skew.of(counts);
    if (skew.total() > 0) {
      context.output(skew, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }
}
