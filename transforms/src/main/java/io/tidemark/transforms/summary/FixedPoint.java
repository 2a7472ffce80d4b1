// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/**
 * Exact sums of ordinary doubles as whole numbers in a few longs (two's complement, lowest first).
 *
 * <p>A sum is counted in units of 2^-74, its two longs reach from there to 2^52; a sum of squares
 * in units of 2^-148, its four longs reach to 2^106. A double fits if it is a multiple of the unit,
 * as all are from 2^-22 on, and below 2^51. What does not fit is refused, and nothing has changed
 * then; {@link Superaccumulator} takes it.
 */
final class FixedPoint {
  /** The longs of a sum. */
  static final int SUM = 2;

  /** The longs of a sum of squares. */
  static final int SQUARES = 4;

  private static final int UNIT = -74;
  private static final int MAX_SHIFT = 72;
  private static final int ROUNDED_BITS = Long.SIZE - 53; // that a double has no place for
  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = 0xFFFF_FFFFL;

  private FixedPoint() {}

  /** Adds a value to the sum at an index; whether it fits. */
  static boolean add(long[] words, int at, double value) {
    long significand = Superaccumulator.significand(value);
    int shift = Superaccumulator.exponent(value) - UNIT;
    if (shift < 0) {
      if (!isMultiple(significand, -shift)) {
        return false;
      }
      significand = -shift < Long.SIZE ? significand >> -shift : 0;
      shift = 0;
    }
    if (shift > MAX_SHIFT) {
      return false;
    }
    long low = shift < Long.SIZE ? significand << shift : 0;
    long high = shift < Long.SIZE ? upper(significand, shift) : significand << (shift - Long.SIZE);
    long sumLow = words[at] + low;
    long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
    long sumHigh = words[at + 1] + high + carry;
    if (isTooLarge(sumHigh)) {
      return false;
    }
    words[at] = sumLow;
    words[at + 1] = sumHigh;
    return true;
  }

  private static long upper(long significand, int shift) {
    return shift == 0 ? significand >> (Long.SIZE - 1) : significand >> (Long.SIZE - shift);
  }

  private static boolean isMultiple(long significand, int bits) {
    return significand == 0 || Long.numberOfTrailingZeros(significand) >= bits;
  }

  /** Room is left for one more addition of the largest. */
  private static boolean isTooLarge(long highest) {
    return (highest ^ (highest << 1)) < 0;
  }

  /** Adds the square of a value that fits to the sum of squares at an index; whether it fits. */
  static boolean addSquare(long[] words, int at, double value) {
    long significand = Math.abs(Superaccumulator.significand(value));
    int shift = Superaccumulator.exponent(value) - UNIT;
    if (shift < 0) {
      significand = -shift < Long.SIZE ? significand >> -shift : 0;
      shift = 0;
    }
    long low = significand * significand;
    long high = Math.multiplyHigh(significand, significand);
    int word = (2 * shift) / Long.SIZE;
    int bits = (2 * shift) % Long.SIZE;
    long[] square = new long[SQUARES];
    square[word] = low << bits;
    square[word + 1] = bits == 0 ? high : (high << bits) | (low >>> (Long.SIZE - bits));
    if (bits != 0 && word + 2 < SQUARES) {
      square[word + 2] = high >>> (Long.SIZE - bits);
    }
    return add(words, at, square, 0, SQUARES);
  }

  /** Adds a number of some longs to another; whether it fits. */
  static boolean add(long[] words, int at, long[] other, int from, int length) {
    long carry = 0;
    for (int i = 0; i < length; i++) {
      long addend = other[from + i];
      long sum = words[at + i] + addend;
      long next = Long.compareUnsigned(sum, addend) < 0 ? 1 : 0;
      words[at + i] = sum + carry;
      carry = next + (sum + carry == 0 ? carry : 0);
    }
    if (isTooLarge(words[at + length - 1])) {
      subtract(words, at, other, from, length);
      return false;
    }
    return true;
  }

  /** Undoes {@link #add(long[], int, long[], int, int)}. */
  static void subtract(long[] words, int at, long[] other, int from, int length) {
    long borrow = 0;
    for (int i = 0; i < length; i++) {
      long before = words[at + i];
      long difference = before - other[from + i];
      long next = Long.compareUnsigned(before, other[from + i]) < 0 ? 1 : 0;
      words[at + i] = difference - borrow;
      borrow = next + (difference == 0 ? borrow : 0);
    }
  }

  /** A sum over a count, rounded once: what {@link Digits#dividedBy} gives, most times at once. */
  static double dividedBy(long[] words, int at, long count) {
    if (count > Integer.MAX_VALUE) {
      return sum(words, at).dividedBy(count);
    }
    boolean negative = words[at + 1] < 0;
    long low = negative ? -words[at] : words[at];
    long high = negative ? ~words[at + 1] + (low == 0 ? 1 : 0) : words[at + 1];
    // Long division, 32 bits at a time.
    long part = high >>> DIGIT_BITS;
    long quotientHigh = (part / count) << DIGIT_BITS;
    part = ((part % count) << DIGIT_BITS) | (high & DIGIT_MASK);
    quotientHigh |= part / count;
    part = ((part % count) << DIGIT_BITS) | (low >>> DIGIT_BITS);
    long quotientLow = (part / count) << DIGIT_BITS;
    part = ((part % count) << DIGIT_BITS) | (low & DIGIT_MASK);
    quotientLow |= part / count;
    double magnitude = rounded(quotientHigh, quotientLow, part % count != 0);
    if (Double.isNaN(magnitude)) {
      return sum(words, at).dividedBy(count);
    }
    return negative ? -magnitude : magnitude;
  }

  /** The double nearest to a number of units, or to a little more; NaN if it has too few bits. */
  private static double rounded(long high, long low, boolean more) {
    if (high == 0) {
      int zeros = Long.numberOfLeadingZeros(low);
      return zeros < ROUNDED_BITS
          ? Rounding.toDouble(low << zeros, more, UNIT - zeros)
          : Double.NaN;
    }
    int zeros = Long.numberOfLeadingZeros(high);
    int kept = Long.SIZE - zeros;
    long top = zeros == 0 ? high : (high << zeros) | (low >>> kept);
    boolean rest = zeros == 0 ? low != 0 : (low << zeros) != 0;
    return Rounding.toDouble(top, more || rest, UNIT + kept);
  }

  /** A sum in canonical form. */
  static Digits sum(long[] words, int at) {
    return digits(words, at, SUM, UNIT);
  }

  /** A sum of squares in canonical form. */
  static Digits squares(long[] words, int at) {
    return digits(words, at, SQUARES, 2 * UNIT);
  }

  private static Digits digits(long[] words, int at, int length, int unit) {
    int lowest = Math.floorDiv(unit, DIGIT_BITS);
    int shift = unit - DIGIT_BITS * lowest;
    boolean negative = words[at + length - 1] < 0;
    long[] digits = new long[2 * length + 1];
    long carry = negative ? 1 : 0;
    long rest = 0;
    for (int i = 0; i < 2 * length; i++) {
      long half = (words[at + i / 2] >>> (i % 2 == 0 ? 0 : DIGIT_BITS)) & DIGIT_MASK;
      long magnitude = negative ? (~half & DIGIT_MASK) + carry : half;
      carry = magnitude >>> DIGIT_BITS;
      long shifted = ((magnitude & DIGIT_MASK) << shift) | rest;
      digits[i] = shifted & DIGIT_MASK;
      rest = shifted >>> DIGIT_BITS;
    }
    digits[2 * length] = rest;
    return Digits.of(negative, digits, lowest);
  }

  /** Writes how many zero bytes are below, how many bytes follow, and those, lowest first. */
  static void write(long[] words, int at, int length, ByteWriter out) {
    int from = 0;
    int to = Long.BYTES * length;
    int sign = byteAt(words, at, to - 1) < 0 ? -1 : 0;
    while (to > 0
        && byteAt(words, at, to - 1) == sign
        && (to == 1 ? 0 : byteAt(words, at, to - 2) >> 7) == sign) {
      to--;
    }
    while (from < to - 1 && byteAt(words, at, from) == 0) {
      from++;
    }
    out.fixed8(to == 0 ? 0 : from);
    out.fixed8(to == 0 ? 0 : to - from);
    for (int i = from; i < to; i++) {
      out.fixed8(byteAt(words, at, i));
    }
  }

  /** Reads what {@link #write} wrote. */
  static void read(ByteReader in, long[] words, int at, int length) throws IOException {
    int from = in.fixed8();
    int to = from + in.fixed8();
    if (to > Long.BYTES * length) {
      throw new StreamCorruptedException("a sum of " + to + " bytes, the most is " + length * 8);
    }
    Arrays.fill(words, at, at + length, 0);
    int last = 0;
    for (int i = from; i < to; i++) {
      last = (byte) in.fixed8();
      words[at + i / 8] |= (last & 0xFFL) << (8 * (i % 8));
    }
    if (last < 0) {
      for (int i = to; i < Long.BYTES * length; i++) {
        words[at + i / 8] |= 0xFFL << (8 * (i % 8));
      }
    }
  }

  private static byte byteAt(long[] words, int at, int i) {
    return (byte) (words[at + i / 8] >>> (8 * (i % 8)));
  }
}
