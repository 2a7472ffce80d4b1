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
public final class KeyHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  // The multiplier of SplitMix64 and of many others: 2^64 over the golden ratio, made odd.
  private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

  private KeyHash() {}

  /** The hash of a part of an array. */
  public static long of(byte[] bytes, int from, int to) {
    long hash = (to - from) * GOLDEN;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, at));
    }
    if (at < to) {
      hash = mixed(hash ^ rest(bytes, at, to));
    }
    return hash ^ (hash >>> 32);
  }

  /** The first eight bytes of a part of an array, or all if there are fewer. */
  static long firstBytes(byte[] bytes, int from, int to) {
    return to - from >= Long.BYTES ? (long) LONGS.get(bytes, from) : rest(bytes, from, to);
  }

  /** The last eight bytes of a part of an array, or 0 if there are fewer. */
  static long lastBytes(byte[] bytes, int from, int to) {
    return to - from >= Long.BYTES ? (long) LONGS.get(bytes, to - Long.BYTES) : 0;
  }

  /** Fewer than eight bytes, the first one lowest. */
  private static long rest(byte[] bytes, int from, int to) {
    if (from < to && to >= Long.BYTES) {
      // The bytes before them are read as well, and moved out.
      return (long) LONGS.get(bytes, to - Long.BYTES) >>> (Long.SIZE - Byte.SIZE * (to - from));
    }
    long rest = 0;
    for (int i = to - 1; i >= from; i--) {
      rest = (rest << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return rest;
  }

  /**
   * Whether a key is equal to a part of an array whose hash is the same.
   *
   * <p>Up to eight bytes are mixed once, which can be undone: with the same hash and length they
   * are the same bytes.
   */
  public static boolean sameHashIsSameKey(byte[] key, byte[] bytes, int from, int to) {
    int length = to - from;
    if (key.length != length || length <= Long.BYTES) {
      return key.length == length;
    }
    int last = length - Long.BYTES;
    for (int at = 0; at < last; at += Long.BYTES) {
      if ((long) LONGS.get(key, at) != (long) LONGS.get(bytes, from + at)) {
        return false;
      }
    }
    return (long) LONGS.get(key, last) == (long) LONGS.get(bytes, from + last);
  }

  /** The upper half of the product comes down, for only there are all bits of the factor. */
  private static long mixed(long bits) {
    long product = bits * GOLDEN;
    return (product ^ (product >>> 29)) * GOLDEN;
  }
}
