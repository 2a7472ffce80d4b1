// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Arrays;

/**
 * An exact sum of finite doubles, of their products, or of both, in as few limbs as it needs.
 *
 * <p>The sum is {@code limbs[0] * 2^(32 * lowest) + limbs[1] * 2^(32 * (lowest + 1)) + ...}. A limb
 * is 32 bits of the sum in a long: the upper half takes carries, which are passed on only now and
 * then (R. Neal 2015, "small superaccumulator"). Limbs are signed, so subtracting is adding.
 *
 * <p>Reading a sum does not change it: {@link #digits} works on a copy.
 */
final class Superaccumulator {
  private static final int LOG2_LIMB_BITS = 5;
  private static final int LIMB_BITS = 1 << LOG2_LIMB_BITS;
  private static final long LIMB_MASK = 0xFFFF_FFFFL;
  private static final int SIGNIFICAND_BITS = 53;
  private static final long SIGNIFICAND_MASK = (1L << SIGNIFICAND_BITS) - 1;
  private static final long[] NO_LIMBS = {};

  // One addition changes a limb by at most 2^52, and a limb without pending carries is at most
  // 2^32.
  // Two of 1000 additions each can be merged: 2001 * 2^52 + 2^33 < 2^63.
  private static final int MAX_PENDING = 1000;

  private long[] limbs = NO_LIMBS;
  private int lowest;
  private int pending;

  /** A sum with the given value. */
  static Superaccumulator of(Digits digits) {
    Superaccumulator sum = new Superaccumulator();
    sum.limbs = digits.signedLimbs();
    sum.lowest = digits.lowest();
    return sum;
  }

  /** Adds a finite value; to remove it again, add its negative. */
  void add(double value) {
    add(significand(value), exponent(value));
  }

  /** Adds the square of a finite value. */
  void addSquare(double value) {
    addProduct(value, value, 0);
  }

  /** Undoes {@link #addSquare(double)}. */
  void subtractSquare(double value) {
    addProduct(-value, value, 0);
  }

  /** Adds {@code value * factor * 2^exponent}, of finite doubles: 106 bits, as two halves. */
  void addProduct(double value, double factor, int exponent) {
    long significand = significand(value);
    long other = significand(factor);
    long low = significand * other;
    long high = Math.multiplyHigh(significand, other);
    long upperHalf = (high << (Long.SIZE - SIGNIFICAND_BITS)) | (low >>> SIGNIFICAND_BITS);
    int lowest = exponent(value) + exponent(factor) + exponent;
    add(low & SIGNIFICAND_MASK, lowest);
    add(upperHalf, lowest + SIGNIFICAND_BITS);
  }

  /** Adds a finite value times a whole number: 116 bits, as three parts. */
  void addProduct(double value, long factor) {
    long significand = significand(value);
    long low = significand * factor;
    long high = Math.multiplyHigh(significand, factor);
    long upper = (high << (Long.SIZE - SIGNIFICAND_BITS)) | (low >>> SIGNIFICAND_BITS);
    int exponent = exponent(value);
    add(low & SIGNIFICAND_MASK, exponent);
    add(upper & SIGNIFICAND_MASK, exponent + SIGNIFICAND_BITS);
    add(upper >> SIGNIFICAND_BITS, exponent + 2 * SIGNIFICAND_BITS);
  }

  /** Adds the sum of the other, which may be this one. */
  void merge(Superaccumulator other) {
    merge(other, 1);
  }

  /** One with an equal sum. */
  Superaccumulator copy() {
    Superaccumulator copy = new Superaccumulator();
    copy.limbs = limbs.clone();
    copy.lowest = lowest;
    copy.pending = pending;
    return copy;
  }

  /** Subtracts the sum of the other, which may be this one. */
  void subtract(Superaccumulator other) {
    merge(other, -1);
  }

  private void merge(Superaccumulator other, int sign) {
    if (other.limbs.length == 0) {
      return;
    }
    cover(other.lowest, other.lowest + other.limbs.length - 1);
    int offset = other.lowest - lowest;
    for (int i = 0; i < other.limbs.length; i++) {
      limbs[offset + i] += sign * other.limbs[i];
    }
    added(other.pending + 1);
  }

  /** The sum in its canonical form. */
  Digits digits() {
    // One limb more, for the carry of the highest.
    long[] copy = Arrays.copyOf(limbs, limbs.length + 1);
    propagate(copy);
    boolean negative = copy[copy.length - 1] < 0;
    if (negative) {
      for (int i = 0; i < copy.length; i++) {
        copy[i] = -copy[i];
      }
      propagate(copy);
    }
    return Digits.of(negative, copy, lowest);
  }

  /** Whether the exact sums are equal. */
  @Override
  public boolean equals(Object object) {
    return object instanceof Superaccumulator other && digits().equals(other.digits());
  }

  @Override
  public int hashCode() {
    return digits().hashCode();
  }

  /** Adds {@code significand * 2^exponent}; the significand is within 53 bits and a sign. */
  private void add(long significand, int exponent) {
    if (significand == 0) {
      return;
    }
    int limb = exponent >> LOG2_LIMB_BITS;
    int shift = exponent & (LIMB_BITS - 1);
    int i = limb - lowest;
    if (i < 0 || i + 1 >= limbs.length) {
      cover(limb, limb + 1);
      i = limb - lowest;
    }
    limbs[i] += (significand << shift) & LIMB_MASK;
    limbs[i + 1] += significand >> (LIMB_BITS - shift);
    added(1);
  }

  /** Passes carries on before a limb can overflow. */
  private void added(int additions) {
    pending += additions;
    if (pending > MAX_PENDING) {
      propagate(limbs);
      long highest = limbs[limbs.length - 1];
      if (highest != (int) highest) {
        cover(lowest, lowest + limbs.length);
        propagate(limbs);
      }
      pending = 0;
    }
  }

  /** Brings all limbs but the highest, which keeps the sign, to 0 .. 2^32 - 1. */
  private static void propagate(long[] limbs) {
    for (int i = 0; i < limbs.length - 1; i++) {
      limbs[i + 1] += limbs[i] >> LIMB_BITS;
      limbs[i] &= LIMB_MASK;
    }
  }

  /** Makes room for the limbs of weight {@code 2^(32 * from)} to {@code 2^(32 * to)}. */
  private void cover(int from, int to) {
    boolean empty = limbs.length == 0;
    int newLowest = empty ? from : Math.min(from, lowest);
    int newHighest = empty ? to : Math.max(to, lowest + limbs.length - 1);
    long[] grown = new long[newHighest - newLowest + 1];
    System.arraycopy(limbs, 0, grown, empty ? 0 : lowest - newLowest, limbs.length);
    limbs = grown;
    lowest = newLowest;
  }

  /** The signed whole number in {@code value = significand * 2^exponent}. */
  static long significand(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & 0xF_FFFF_FFFF_FFFFL;
    long magnitude = biasedExponent(bits) == 0 ? fraction : fraction | 1L << 52;
    long sign = bits >> 63;
    return (magnitude ^ sign) - sign;
  }

  /** From -1074, also for subnormal numbers, to 971. */
  static int exponent(double value) {
    return Math.max(biasedExponent(Double.doubleToRawLongBits(value)), 1) - 1075;
  }

  private static int biasedExponent(long bits) {
    return (int) (bits >>> 52) & 0x7FF;
  }
}
