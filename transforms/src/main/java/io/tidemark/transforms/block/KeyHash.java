// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A hash of bytes: 64 bits that all depend on all bytes, the same on every machine and for good.
 *
 * <p>The shard of a series is made of the highest bits and its place in an index of the lowest, so
 * that the series of one shard do not crowd in one part of an index.
 */
final class KeyHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  // The multiplier of SplitMix64 and of many others: 2^64 over the golden ratio, made odd.
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private KeyHash() {}

  static long of(byte[] bytes, int from, int to) {
    long hash = (to - from) * GOLDEN;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, at));
    }
    if (at < to) {
      long rest = 0;
      for (int i = to - 1; i >= at; i--) {
        rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
      }
      hash = mixed(hash ^ rest);
    }
    return hash ^ (hash >>> 32);
  }

  /** The upper half of the product comes down, for only there are all bits of the factor. */
  private static long mixed(long bits) {
    long product = bits * GOLDEN;
    return (product ^ (product >>> 29)) * GOLDEN;
  }
}
