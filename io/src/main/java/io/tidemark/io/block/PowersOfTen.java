// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.math.BigInteger;

/**
 * Whole numbers times powers of ten, rounded to the nearest double.
 *
 * <p>Where number and power are doubles, so is their product or quotient but for one rounding (W.
 * Clinger, "How to read floating point numbers accurately", 1990). Else the number is multiplied
 * with the first 128 bits of the power (D. Lemire, "Number parsing at a gigabyte per second", 2021,
 * after M. Eisel): the first 128 bits of the product are then too small by less than two units of
 * the last, and unless that leaves open on which side of a tie it is, the rounding is right.
 */
final class PowersOfTen {
  /** The largest of which the whole range of results is made of normal doubles. */
  private static final int MAX = 100;

  private static final int MAX_EXACT = 22;
  private static final long MAX_WHOLE = 1L << 53;
  private static final double[] EXACT = new double[MAX_EXACT + 1];

  static {
    for (int i = 0; i <= MAX_EXACT; i++) {
      EXACT[i] = Double.parseDouble("1e" + i);
    }
  }

  private PowersOfTen() {}

  /**
   * {@code digits * 10^exponent}, or NaN if it is hard to say.
   *
   * @param digits read as unsigned
   */
  static double scaled(long digits, int exponent) {
    if (digits >= 0 && digits <= MAX_WHOLE && Math.abs(exponent) <= MAX_EXACT) {
      return exponent < 0 ? digits / EXACT[-exponent] : digits * EXACT[exponent];
    }
    if (digits == 0 || Math.abs(exponent) > MAX) {
      return Double.NaN;
    }
    return product(digits, exponent);
  }

  private static double product(long digits, int exponent) {
    int zeros = Long.numberOfLeadingZeros(digits);
    long number = digits << zeros;
    long powerLow = Wide.LOW[exponent + MAX];
    long powerHigh = Wide.HIGH[exponent + MAX];
    long middle = number * powerHigh;
    long low = middle + highProduct(number, powerLow);
    long high = highProduct(number, powerHigh) + (Long.compareUnsigned(low, middle) < 0 ? 1 : 0);
    // The highest bit is one of the upper two; 53 bits are kept.
    int dropped = high < 0 ? 11 : 10;
    return rounded(high, low, dropped, Long.SIZE + Wide.SCALE[exponent + MAX] - zeros);
  }

  /** The double nearest to {@code (high * 2^64 + low) * 2^scale}, give or take two. */
  private static double rounded(long high, long low, int dropped, int scale) {
    long kept = high >>> dropped;
    long rest = high & ((1L << dropped) - 1);
    long half = 1L << (dropped - 1);
    boolean near = (rest == half && low == 0) || (rest == half - 1 && low >= -2 && low < 0);
    if (near) {
      return Double.NaN;
    }
    // 2^53 after rounding up is a double as well.
    double whole = kept + (rest >= half ? 1 : 0);
    return whole * power(dropped + Long.SIZE + scale);
  }

  private static double power(int exponent) {
    return Double.longBitsToDouble((long) (exponent + Double.MAX_EXPONENT) << 52);
  }

  /** The upper half of an unsigned product. */
  private static long highProduct(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /** The first 128 bits of each power, rounded down; made when they are first needed. */
  private static final class Wide {
    private static final int BITS = 128;
    private static final long[] HIGH = new long[2 * MAX + 1];
    private static final long[] LOW = new long[2 * MAX + 1];
    private static final int[] SCALE = new int[2 * MAX + 1];

    static {
      for (int exponent = -MAX; exponent <= MAX; exponent++) {
        BigInteger power = BigInteger.TEN.pow(Math.abs(exponent));
        BigInteger bits = bits(power, exponent);
        SCALE[exponent + MAX] = scale(power, exponent);
        HIGH[exponent + MAX] = bits.shiftRight(Long.SIZE).longValue();
        LOW[exponent + MAX] = bits.longValue();
      }
    }

    private static BigInteger bits(BigInteger power, int exponent) {
      return exponent < 0
          ? BigInteger.ONE.shiftLeft(BITS - 1 + power.bitLength()).divide(power)
          : power.shiftLeft(BITS).shiftRight(power.bitLength());
    }

    /** What the 128 bits, read as a whole number, are to be scaled by, as a power of two. */
    private static int scale(BigInteger power, int exponent) {
      return exponent < 0 ? 1 - BITS - power.bitLength() : power.bitLength() - BITS;
    }
  }
}
