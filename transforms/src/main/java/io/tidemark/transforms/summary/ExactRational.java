// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.math.BigInteger;

/** {@code numerator / denominator * 2^exponent}, exact until it is rounded once. */
final class ExactRational {
  // Two bits more than Rounding looks at; what is beyond them only says "a little more".
  private static final int QUOTIENT_BITS = Long.SIZE + 2;

  private final BigInteger numerator;
  private final BigInteger denominator;
  private final int exponent;

  /** The denominator is positive. */
  ExactRational(BigInteger numerator, BigInteger denominator, int exponent) {
    this.numerator = numerator;
    this.denominator = denominator;
    this.exponent = exponent;
  }

  /** The nearest double, ties to even; a zero is 0.0, never -0.0. */
  double toDouble() {
    if (numerator.signum() == 0) {
      return 0.0;
    }
    int shift = shiftToBits(QUOTIENT_BITS);
    BigInteger[] quotient = numerator.abs().shiftLeft(shift).divideAndRemainder(denominator);
    double magnitude = round(quotient[0], quotient[1].signum() != 0, exponent - shift);
    return numerator.signum() < 0 ? 0.0 - magnitude : magnitude;
  }

  /** The double nearest to the square root; NaN for a negative number. */
  double sqrt() {
    if (numerator.signum() <= 0) {
      return numerator.signum() == 0 ? 0.0 : Double.NaN;
    }
    int shift = shiftToBits(2 * QUOTIENT_BITS);
    shift += (exponent - shift) & 1; // Half of the exponent is the root's.
    BigInteger[] quotient = numerator.shiftLeft(shift).divideAndRemainder(denominator);
    BigInteger[] root = quotient[0].sqrtAndRemainder();
    boolean more = quotient[1].signum() != 0 || root[1].signum() != 0;
    return round(root[0], more, (exponent - shift) / 2);
  }

  /** How far left the numerator goes for a quotient of at least so many bits. */
  private int shiftToBits(int bits) {
    return Math.max(0, bits + denominator.bitLength() - numerator.bitLength());
  }

  private static double round(BigInteger quotient, boolean more, int exponent) {
    int beyond = quotient.bitLength() - Long.SIZE;
    long top = quotient.shiftRight(beyond).longValue();
    return Rounding.toDouble(top, more || quotient.getLowestSetBit() < beyond, exponent + beyond);
  }
}
