// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A whole multiple of a power of two, immutable and in canonical form: equal numbers are equal
 * objects and equal bytes.
 *
 * <p>It is a sign and digits of 32 bits, digit {@code i} of weight {@code 2^(32 * (lowest + i))},
 * with no zero digit at either end.
 */
final class Digits {
  /** The first varint of {@link #write} is never this: it would be a negative zero. */
  static final int UNUSED_HEADER = 1;

  private static final Digits ZERO = new Digits(false, new long[0], 0);
  private static final int DIGIT_BITS = 32;
  private static final long DIGIT_MASK = 0xFFFF_FFFFL;
  // A sum of squares has 4259 bits at most: 2^-2148 to MAX_VALUE squared, 2^63 times.
  private static final int MAX_BYTES = 536;
  // With three zero digits below, a quotient by up to 2^31 has at least 66 bits.
  private static final int EXTRA_DIGITS = 3;
  private static final long MAX_SHORT_DIVISOR = 1L << 31;

  private final boolean negative;
  private final long[] digits;
  private final int lowest;

  private Digits(boolean negative, long[] digits, int lowest) {
    this.negative = negative;
    this.digits = digits;
    this.lowest = lowest;
  }

  /** The number with these digits, each 0 to 2^32 - 1. */
  static Digits of(boolean negative, long[] digits, int lowest) {
    int from = 0;
    int to = digits.length;
    while (to > from && digits[to - 1] == 0) {
      to--;
    }
    while (from < to && digits[from] == 0) {
      from++;
    }
    return from == to
        ? ZERO
        : new Digits(negative, Arrays.copyOfRange(digits, from, to), lowest + from);
  }

  /** The digits, each with the sign of the number. */
  long[] signedLimbs() {
    long[] limbs = digits.clone();
    for (int i = 0; negative && i < limbs.length; i++) {
      limbs[i] = -limbs[i];
    }
    return limbs;
  }

  /** The weight of the lowest digit is {@code 2^(32 * lowest())}. */
  int lowest() {
    return lowest;
  }

  /** The number is {@code toBigInteger() * 2^exponent()}. */
  int exponent() {
    return DIGIT_BITS * lowest;
  }

  BigInteger toBigInteger() {
    byte[] bytes = new byte[4 * digits.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[bytes.length - 1 - i] = byteAt(i);
    }
    return new BigInteger(negative ? -1 : digits.length == 0 ? 0 : 1, bytes);
  }

  /** The number over a positive divisor, rounded once; a zero is 0.0, never -0.0. */
  double dividedBy(long divisor) {
    if (digits.length == 0) {
      return 0.0;
    }
    if (divisor > MAX_SHORT_DIVISOR) {
      return new ExactRational(toBigInteger(), BigInteger.valueOf(divisor), exponent()).toDouble();
    }
    double magnitude = shortQuotient(divisor);
    return negative ? 0.0 - magnitude : magnitude;
  }

  /** Long division, digit by digit. */
  private double shortQuotient(long divisor) {
    long[] quotient = new long[digits.length + EXTRA_DIGITS];
    long rest = 0;
    for (int i = quotient.length - 1; i >= 0; i--) {
      long part = (rest << DIGIT_BITS) | (i < EXTRA_DIGITS ? 0 : digits[i - EXTRA_DIGITS]);
      quotient[i] = part / divisor;
      rest = part % divisor;
    }
    return round(quotient, rest != 0, lowest - EXTRA_DIGITS);
  }

  private static double round(long[] digits, boolean more, int lowest) {
    int i = digits.length - 1;
    while (digits[i] == 0) {
      i--;
    }
    int shift = Long.numberOfLeadingZeros(digits[i]) - DIGIT_BITS;
    int unshift = DIGIT_BITS - shift;
    long top =
        (digits[i] << (DIGIT_BITS + shift))
            | (digits[i - 1] << shift)
            | (digits[i - 2] >>> unshift);
    boolean beyond = more || ((digits[i - 2] << shift) & DIGIT_MASK) != 0;
    for (int j = i - 3; j >= 0; j--) {
      beyond |= digits[j] != 0;
    }
    return Rounding.toDouble(top, beyond, DIGIT_BITS * (lowest + i - 1) - shift);
  }

  /**
   * Writes a varint of twice the number of bytes, plus one if negative; then, unless the number is
   * zero, the weight of the lowest byte as a power of 256 (signed varint) and the bytes, lowest
   * first. Neither the lowest nor the highest byte is zero.
   */
  void write(DataOutputStream out) throws IOException {
    if (digits.length == 0) {
      Varints.write(0, out);
      return;
    }
    int from = Long.numberOfTrailingZeros(digits[0]) / 8;
    int to = 4 * digits.length - (Long.numberOfLeadingZeros(digits[digits.length - 1]) / 8 - 4);
    Varints.write(2L * (to - from) + (negative ? 1 : 0), out);
    Varints.writeSigned(4L * lowest + from, out);
    for (int i = from; i < to; i++) {
      out.writeByte(byteAt(i));
    }
  }

  /** Reads what {@link #write} wrote. */
  static Digits read(DataInputStream in) throws IOException {
    return read(Varints.read(in), in);
  }

  /** Reads what {@link #write} wrote after the first varint. */
  static Digits read(long header, DataInputStream in) throws IOException {
    if (header == 0) {
      return ZERO;
    }
    if (header < 0 || header > 2 * MAX_BYTES + 1) {
      throw new StreamCorruptedException("an exact sum with the header " + header);
    }
    int length = (int) (header >>> 1);
    int from = Math.toIntExact(Varints.readSigned(in));
    int lowest = Math.floorDiv(from, 4);
    int offset = from - 4 * lowest;
    long[] digits = new long[(offset + length + 3) / 4];
    for (int i = offset; i < offset + length; i++) {
      digits[i / 4] |= (long) in.readUnsignedByte() << (8 * (i % 4));
    }
    return of((header & 1) != 0, digits, lowest);
  }

  private byte byteAt(int i) {
    return (byte) (digits[i / 4] >>> (8 * (i % 4)));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Digits other
        && negative == other.negative
        && lowest == other.lowest
        && Arrays.equals(digits, other.digits);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(digits) + lowest) + (negative ? 1 : 0);
  }
}
