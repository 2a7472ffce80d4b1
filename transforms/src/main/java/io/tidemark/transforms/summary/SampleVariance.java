// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.math.BigInteger;

/**
 * The variance of a sample, {@code (n * sum(x^2) - sum(x)^2) / (n * (n - 1))}, as one exact number
 * that is rounded once, and its root, rounded once.
 */
final class SampleVariance {
  private SampleVariance() {}

  /** The exact variance of two or more finite readings. */
  static ExactRational of(long count, Digits sum, Digits squares) {
    BigInteger n = BigInteger.valueOf(count);
    BigInteger scaledSquares = squares.toBigInteger().multiply(n);
    BigInteger squareOfSum = sum.toBigInteger().pow(2);
    int exponent = Math.min(squares.exponent(), 2 * sum.exponent());
    BigInteger numerator =
        scaledSquares
            .shiftLeft(squares.exponent() - exponent)
            .subtract(squareOfSum.shiftLeft(2 * sum.exponent() - exponent));
    return new ExactRational(numerator, n.multiply(n.subtract(BigInteger.ONE)), exponent);
  }
}
