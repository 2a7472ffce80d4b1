// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * A sum of doubles without any rounding error, which is rounded only when it is asked for.
 *
 * <pre>{@code
 * ExactSum sum = new ExactSum();
 * for (double value : new double[] {1e16, 1.0, 1.0, -1e16}) {
 *   sum.add(value);
 * }
 * System.out.println(sum.sum()); // 2.0; a loop with + gives 2.0 or 0.0, depending on the order
 * System.out.println(sum.mean(4)); // 0.5
 * }</pre>
 *
 * <ul>
 *   <li>Any order of {@link #add} and {@link #merge} gives the same sum, to the bit, and equal
 *       bytes. {@link #remove} and {@link #subtract} undo them without a trace, also NaN,
 *       infinities and what had overflowed; a value may be removed before it is added.
 *   <li>{@link #sum} and {@link #mean} are the exact value rounded once, to the nearest double,
 *       ties to even. Too large a sum is an infinity; its mean need not be.
 *   <li>A zero result is 0.0, never -0.0, also for an empty sum, for one of -0.0 alone, and for a
 *       mean that is too small for a double.
 *   <li>NaN and infinities follow IEEE 754: any NaN gives NaN, infinities of both signs give NaN,
 *       infinities of one sign that infinity.
 *   <li>Up to 2^62 values of any size can be added.
 *   <li>Memory: some 100 bytes for ordinary data; it grows with the distance between the smallest
 *       and the largest exponent, to some 650 bytes. Encoded: some 12 bytes.
 *   <li>Not safe for use by several threads while one of them changes it.
 * </ul>
 *
 * <p>Source: R. Neal, "Fast exact summation using small and large superaccumulators", 2015, <a
 * href="https://arxiv.org/abs/1505.05571">arXiv:1505.05571</a>.
 */
public final class ExactSum {
  private final Superaccumulator finite;
  private NonFinite nonFinite;

  /** A sum of nothing: 0.0. */
  public ExactSum() {
    this(new Superaccumulator(), NonFinite.NONE);
  }

  private ExactSum(Superaccumulator finite, NonFinite nonFinite) {
    this.finite = finite;
    this.nonFinite = nonFinite;
  }

  /** A sum of finite values. */
  static ExactSum of(Digits digits) {
    return new ExactSum(Superaccumulator.of(digits), NonFinite.NONE);
  }

  /** Adds a value, which may be NaN or infinite. */
  public void add(double value) {
    if (Double.isFinite(value)) {
      finite.add(value);
    } else {
      nonFinite = nonFinite.plus(value, 1);
    }
  }

  /** Undoes {@link #add} of the same value. */
  public void remove(double value) {
    if (Double.isFinite(value)) {
      finite.add(-value);
    } else {
      nonFinite = nonFinite.plus(value, -1);
    }
  }

  /** Adds all that was added to the other, which stays as it is. */
  public void merge(ExactSum other) {
    finite.merge(other.finite);
    nonFinite = nonFinite.plus(other.nonFinite, 1);
  }

  /** Undoes {@link #merge} of an equal sum. */
  public void subtract(ExactSum other) {
    finite.subtract(other.finite);
    nonFinite = nonFinite.plus(other.nonFinite, -1);
  }

  /** The sum, rounded once. */
  public double sum() {
    return mean(1);
  }

  /**
   * The sum over a count, rounded once: the exact quotient is never made of a rounded sum.
   *
   * @param count how many values, at least 1
   */
  public double mean(long count) {
    if (count < 1) {
      throw new IllegalArgumentException(String.format("mean(%s): must be >= 1", count));
    }
    return isFinite() ? finite.digits().dividedBy(count) : nonFinite.sum();
  }

  /** Adds {@code value * factor * 2^exponent}, or with a sign of -1 undoes it. */
  void addProduct(double value, double factor, int exponent, int sign) {
    if (Double.isFinite(value)) {
      finite.addProduct(value, sign * factor, exponent);
    } else {
      nonFinite = nonFinite.plus(value, sign);
    }
  }

  /** The sum over a positive number, rounded once. */
  double dividedBy(Digits divisor) {
    if (!isFinite()) {
      return nonFinite.sum();
    }
    Digits sum = finite.digits();
    int exponent = sum.exponent() - divisor.exponent();
    return new ExactRational(sum.toBigInteger(), divisor.toBigInteger(), exponent).toDouble();
  }

  /** Whether neither a NaN nor an infinity was added; the rounded sum may still overflow. */
  public boolean isFinite() {
    return nonFinite.isNone();
  }

  /** The sum of the finite values in canonical form. */
  Digits digits() {
    return finite.digits();
  }

  /** Version, counts of NaN and infinities where there are any, then the exact finite sum. */
  public static Coder<ExactSum> coder() {
    return ExactSumCoder.INSTANCE;
  }

  void write(DataOutputStream out) throws IOException {
    if (!isFinite()) {
      Varints.write(Digits.UNUSED_HEADER, out);
      nonFinite.write(out);
    }
    finite.digits().write(out);
  }

  static ExactSum read(DataInputStream in) throws IOException {
    NonFinite nonFinite = NonFinite.NONE;
    long header = Varints.read(in);
    if (header == Digits.UNUSED_HEADER) {
      nonFinite = NonFinite.read(in);
      header = Varints.read(in);
    }
    return new ExactSum(Superaccumulator.of(Digits.read(header, in)), nonFinite);
  }

  /** Whether the exact sums are equal, and the counts of NaN and infinities. */
  @Override
  public boolean equals(Object object) {
    return object instanceof ExactSum other
        && nonFinite.equals(other.nonFinite)
        && finite.equals(other.finite);
  }

  @Override
  public int hashCode() {
    return 31 * nonFinite.hashCode() + finite.hashCode();
  }

  /** The rounded sum. */
  @Override
  public String toString() {
    return Double.toString(sum());
  }

  private static final class ExactSumCoder extends VersionedCoder<ExactSum> {
    private static final long serialVersionUID = 1;

    private static final ExactSumCoder INSTANCE = new ExactSumCoder();

    private ExactSumCoder() {
      super(1);
    }

    @Override
    protected void write(ExactSum sum, DataOutputStream out) throws IOException {
      sum.write(out);
    }

    @Override
    protected ExactSum read(DataInputStream in, int version) throws IOException {
      return ExactSum.read(in);
    }
  }
}
