// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

/** Takes what goes to shards. */
interface ShardOutput {
  /**
   * One element.
   *
   * @param key the number of the shard
   * @param earliest its timestamp
   */
  void emit(int key, ShardInput input, long earliest);
}
