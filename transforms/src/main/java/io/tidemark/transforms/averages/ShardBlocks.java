// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;

/** Collects the readings of blocks into blocks by shard. */
final class ShardBlocks {
  /** The readings of a block: enough to make the cost of an element small. */
  static final int BLOCK = 1 << 12;

  /** So many series of a shard are remembered from bundle to bundle. */
  private static final int MOST_KNOWN = 1 << 14;

  private final Shards shards;
  private final ReadingBlock.Builder[] builders;
  private boolean empty = true;
  private long known;

  ShardBlocks(Shards shards) {
    this.shards = shards;
    this.builders = new ReadingBlock.Builder[shards.count()];
  }

  /** Whether it is empty, and remembers no more series than it may. */
  boolean isReusable() {
    return empty && known <= MOST_KNOWN;
  }

  /**
   * Adds the readings of a block, and emits the blocks that they fill.
   *
   * @param from readings before this time are emitted each as a block
   */
  void add(ReadingBlock block, long from, ShardOutput out) {
    empty = false;
    int[] shardOf = new int[block.seriesCount()];
    int[] numberOf = new int[block.seriesCount()];
    for (int i = 0; i < shardOf.length; i++) {
      shardOf[i] = shards.shardOf(block.keyHash(i));
      numberOf[i] = builder(shardOf[i]).seriesOf(block, i);
      known = Math.max(known, numberOf[i]);
    }
    for (int i = 0; i < block.size(); i++) {
      int series = block.series(i);
      if (block.time(i) < from) {
        emit(shardOf[series], alone(block, i), out);
        continue;
      }
      ReadingBlock.Builder builder = builders[shardOf[series]];
      builder.add(numberOf[series], block.time(i), block.value(i));
      if (builder.isFull()) {
        emit(shardOf[series], builder.build(), out);
      }
    }
  }

  private void emit(int shard, ReadingBlock block, ShardOutput out) {
    out.emit(shards.key(shard), ShardInput.of(block), block.earliest());
  }

  private static ReadingBlock alone(ReadingBlock block, int i) {
    ReadingBlock.Builder builder = new ReadingBlock.Builder(1);
    builder.add(builder.seriesOf(block, block.series(i)), block.time(i), block.value(i));
    return builder.build();
  }

  private ReadingBlock.Builder builder(int shard) {
    if (builders[shard] == null) {
      builders[shard] = new ReadingBlock.Builder(BLOCK);
    }
    return builders[shard];
  }

  /** Emits what there is. */
  void flush(ShardOutput out) {
    for (int shard = 0; shard < builders.length; shard++) {
      if (builders[shard] != null && !builders[shard].isEmpty()) {
        emit(shard, builders[shard].build(), out);
      }
    }
    empty = true;
  }
}
