// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.block.Shards;
import org.apache.beam.runners.flink.adapter.FlinkKey;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.Test;

/** The numbers of shards against the hashes of the runner and of Flink. */
public class ShardsOnFlinkTest {
  @Test
  public void everyKeyGroupHasOneShard() {
    for (int shard = 0; shard < Shards.MAX; shard++) {
      assertThat(keyGroup(Shards.of(Shards.MAX).key(shard), 128), equalTo(shard));
    }
  }

  @Test
  public void everyTaskHasEquallyManyShards() {
    for (int tasks = 1; tasks <= Shards.MAX; tasks *= 2) {
      int[] withMaxParallelism = new int[tasks];
      int[] ofTask = new int[tasks];
      for (int shard = 0; shard < Shards.MAX; shard++) {
        int key = Shards.of(Shards.MAX).key(shard);
        withMaxParallelism[keyGroup(key, tasks)]++;
        ofTask[keyGroup(key, Shards.MAX) * tasks / Shards.MAX]++;
      }
      for (int task = 0; task < tasks; task++) {
        assertThat(withMaxParallelism[task], equalTo(Shards.MAX / tasks));
        assertThat(ofTask[task], equalTo(Shards.MAX / tasks));
      }
    }
  }

  private static int keyGroup(int key, int maxParallelism) {
    return KeyGroupRangeAssignment.assignToKeyGroup(
        FlinkKey.of(key, VarIntCoder.of()), maxParallelism);
  }
}
