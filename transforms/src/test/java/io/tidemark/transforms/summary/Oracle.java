// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.math.BigInteger;

/**
 * Sums as whole numbers, in units of {@code 2^-1074} and, of squares, {@code 2^-2148}; and the
 * definition of correct rounding.
 */
final class Oracle {
  private static final int UNIT = 1074;

  private BigInteger sum = BigInteger.ZERO;
  private BigInteger squares = BigInteger.ZERO;
  private long count;

  static Oracle of(double[] values) {
    Oracle oracle = new Oracle();
    for (double value : values) {
      BigInteger units = units(value);
      oracle.sum = oracle.sum.add(units);
      oracle.squares = oracle.squares.add(units.multiply(units));
      oracle.count++;
    }
    return oracle;
  }

  BigInteger sum() {
    return sum;
  }

  boolean isSum(double candidate) {
    return isNearest(candidate, sum, BigInteger.ONE);
  }

  boolean isMean(double candidate) {
    return isNearest(candidate, sum, BigInteger.valueOf(count));
  }

  boolean isVariance(double candidate) {
    return isNearest(candidate, spread(), pairs().shiftLeft(UNIT));
  }

  /** Whether no double is nearer to the root of the variance: compares squares. */
  boolean isStandardDeviation(double candidate) {
    BigInteger scaled = spread().shiftLeft(2);
    BigInteger above = units(candidate).add(units(Math.nextUp(candidate)));
    int toAbove =
        candidate == Double.POSITIVE_INFINITY
            ? -1
            : scaled.compareTo(above.pow(2).multiply(pairs()));
    if (candidate == 0) {
      return isPositiveZero(candidate) && toAbove <= 0;
    }
    BigInteger below = units(candidate).add(units(Math.nextDown(candidate)));
    int toBelow = scaled.compareTo(below.pow(2).multiply(pairs()));
    return isWithin(candidate, toBelow, toAbove);
  }

  private BigInteger spread() {
    return squares.multiply(BigInteger.valueOf(count)).subtract(sum.pow(2));
  }

  private BigInteger pairs() {
    return BigInteger.valueOf(count).multiply(BigInteger.valueOf(count - 1));
  }

  /**
   * Whether no double is nearer to {@code numerator / denominator} units than the candidate, and
   * the candidate is the even one of two that are as near.
   */
  static boolean isNearest(double candidate, BigInteger numerator, BigInteger denominator) {
    if (candidate == 0 && !isPositiveZero(candidate)) {
      return false;
    }
    BigInteger twice = numerator.shiftLeft(1);
    BigInteger units = units(candidate);
    BigInteger below = units.add(units(Math.nextDown(candidate)));
    BigInteger above = units.add(units(Math.nextUp(candidate)));
    int toBelow =
        candidate == Double.NEGATIVE_INFINITY ? 1 : twice.compareTo(below.multiply(denominator));
    int toAbove =
        candidate == Double.POSITIVE_INFINITY ? -1 : twice.compareTo(above.multiply(denominator));
    return isWithin(candidate, toBelow, toAbove);
  }

  private static boolean isWithin(double candidate, int toBelow, int toAbove) {
    boolean even = (Double.doubleToLongBits(candidate) & 1) == 0;
    return even ? toBelow >= 0 && toAbove <= 0 : toBelow > 0 && toAbove < 0;
  }

  private static boolean isPositiveZero(double value) {
    return Double.doubleToLongBits(value) == 0;
  }

  /** In units of {@code 2^-1074}; an infinity is where the next double would be. */
  static BigInteger units(double value) {
    if (Double.isInfinite(value)) {
      BigInteger beyond = BigInteger.ONE.shiftLeft(1024 + UNIT);
      return value > 0 ? beyond : beyond.negate();
    }
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long significand = (long) Math.scalb(value, -exponent);
    return BigInteger.valueOf(significand).shiftLeft(exponent + UNIT);
  }
}
