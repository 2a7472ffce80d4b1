// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes at a time as a long, the first of them lowest.
 *
 * <p>An array must go on for {@link #SLACK} bytes behind what is searched.
 */
final class Bytes {
  /** How many bytes behind the end may be looked at. */
  static final int SLACK = 16;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

  private Bytes() {}

  /** The eight bytes from an index on. */
  static long at(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /** A byte eight times. */
  static long repeated(int value) {
    return (value & 0xFF) * ONES;
  }

  /**
   * Not 0 if there is a zero byte; the lowest bit set is then the high bit of the first one. Higher
   * bits mean nothing.
   */
  static long zeros(long eight) {
    return (eight - ONES) & ~eight & HIGH_BITS;
  }

  /**
   * Not 0 if there is a byte from 0 to that of a quote: line ends, quotes, blanks and others. The
   * lowest bit set is the high bit of the first one; higher bits may be those of other bytes.
   */
  static long upToQuotes(long eight) {
    return (eight - ('"' + 1) * ONES) & ~eight & HIGH_BITS;
  }

  /** The high bits of all zero bytes, and no others. */
  static long allZeros(long eight) {
    return ~(((eight & ~HIGH_BITS) + ~HIGH_BITS) | eight) & HIGH_BITS;
  }

  /** The high bits of all bytes that are more than 9, read as unsigned. */
  static long above9(long eight) {
    return (((eight & ~HIGH_BITS) + (0x7F - 9) * ONES) | eight) & HIGH_BITS;
  }

  /** The place of the first byte that {@link #zeros} found. */
  static int first(long zeros) {
    return Long.numberOfTrailingZeros(zeros) >>> 3;
  }

  /** Whether all bytes are ASCII. */
  static boolean isAscii(byte[] bytes, int start, int end) {
    int at = start;
    for (; at + Long.BYTES <= end; at += Long.BYTES) {
      if ((at(bytes, at) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (bytes[at] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The first index from {@code start} on that is no blank: no space and no tab. */
  static int afterBlanks(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The end of what is left without the blanks at the end. */
  static int beforeBlanks(byte[] bytes, int start, int end) {
    int at = end;
    while (at > start && isBlank(bytes[at - 1])) {
      at--;
    }
    return at;
  }

  private static boolean isBlank(byte next) {
    return next == ' ' || next == '\t';
  }
}
