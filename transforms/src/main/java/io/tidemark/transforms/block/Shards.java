// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import java.io.Serializable;

/**
 * Spreads series over a fixed number of shards: what readings are shuffled by, and what state is
 * kept by.
 *
 * <ul>
 *   <li>The shard of a series is a hash of its bytes and nothing else; it is part of every
 *       savepoint, as the number of shards is.
 *   <li>The numbers that stand for the shards are chosen so that Flink spreads them evenly: with
 *       128 shards every one of 128 key groups has one, and any smaller maximum parallelism that is
 *       a power of two has equally many in each.
 * </ul>
 */
public final class Shards implements Serializable {
  /** The most there can be, and the default: Flink's own default for the maximum parallelism. */
  public static final int MAX = 128;

  // The smallest whole number for each of 128 key groups, as Beam's Flink runner and Flink hash
  // them; a test computes them with the runner's own classes.
  private static final int[] BY_KEY_GROUP = {
    6, 107, 122, 51, 83, 165, 10, 257, 17, 74, 32, 162, 18, 16, 128, 105, 11, 247, 137, 435, 112, 5,
    146, 9, 287, 100, 138, 50, 235, 39, 232, 251, 237, 15, 24, 477, 88, 63, 101, 47, 19, 48, 42,
    169, 344, 41, 0, 472, 4, 27, 44, 86, 342, 54, 186, 87, 139, 96, 202, 12, 75, 240, 59, 225, 568,
    37, 35, 369, 3, 91, 13, 7, 415, 25, 23, 31, 141, 21, 249, 135, 95, 142, 132, 62, 124, 204, 206,
    181, 196, 78, 495, 121, 45, 58, 14, 117, 60, 276, 272, 57, 207, 188, 94, 97, 198, 72, 161, 22,
    28, 49, 70, 218, 65, 40, 115, 320, 8, 145, 175, 166, 20, 43, 1, 158, 449, 2, 174, 102
  };

  private final int count;

  private Shards(int count) {
    this.count = count;
  }

  /**
   * That many shards.
   *
   * @param count a power of two from 1 to 128
   */
  public static Shards of(int count) {
    if (count < 1 || count > MAX || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          String.format("Shards.of(%s): must be a power of two from 1 to %s", count, MAX));
    }
    return new Shards(count);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** The shard of a series by the {@link KeyHash} of its bytes, from 0 to {@code count() - 1}. */
  public int shardOf(long keyHash) {
    return (int) (((keyHash >>> 32) * count) >>> 32);
  }

  /** The number that a shard is shuffled by. */
  public int key(int shard) {
    return BY_KEY_GROUP[shard * (MAX / count)];
  }
}
