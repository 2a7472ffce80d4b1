// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/**
 * Reads decimal numbers in place: an optional sign, digits with an optional point, an optional
 * exponent.
 *
 * <p>A number is rounded to the nearest double, or it is NaN: then it is no number, or one that
 * this reader is not sure of, such as one of more than 19 digits. Reading goes as far as the number
 * does; the array must go on for {@link Bytes#SLACK} bytes behind it.
 */
final class DecimalReader {
  /** More digits may not fit into the 64 bits of an unsigned long. */
  private static final int MAX_DIGITS = 19;

  private static final int MAX_EXPONENT = 10_000;

  private static final long ZEROS = Bytes.repeated('0');
  private static final byte POINT = '.' ^ '0';
  private static final long EACH_SECOND_PAIR = 0x0000_00FF_0000_00FFL;

  private int end;

  /** Where the last number ended. */
  int end() {
    return end;
  }

  /** The number that starts at an index; NaN where this reader is not sure of it. */
  double read(byte[] bytes, int start) {
    int sign = bytes[start] == '-' ? 1 : 0;
    double magnitude = readShort(bytes, start + sign);
    return Double.isNaN(magnitude) ? readAny(bytes, start) : negatedIf(sign, magnitude);
  }

  private static double negatedIf(int sign, double magnitude) {
    return Double.longBitsToDouble(
        Double.doubleToRawLongBits(magnitude) | (long) sign << (Long.SIZE - 1));
  }

  /**
   * A number of up to seven characters, digits and a point alone; NaN where it is another.
   *
   * <p>It is read without a branch that depends on how long it is, since that cannot be predicted:
   * all eight bytes at once (SWAR), the point cut out, the digits moved to the end.
   */
  private double readShort(byte[] bytes, int start) {
    long eight = Bytes.at(bytes, start) ^ ZEROS; // digits are now 0 to 9
    long others = Bytes.above9(eight);
    int pointBits = bitsBefore(others);
    boolean hasPoint = (byte) (eight >>> pointBits) == POINT;
    int endBits = hasPoint ? bitsBefore(others & (others - 1)) : pointBits;
    int digitBits = hasPoint ? endBits - Byte.SIZE : endBits;
    byte next = bytes[start + endBits / Byte.SIZE];
    if (digitBits == 0 || endBits == Long.SIZE || next == 'e' || next == 'E') {
      return Double.NaN;
    }
    long beforePoint = eight & ((1L << pointBits) - 1);
    long afterPoint = eight >>> pointBits >>> Byte.SIZE << pointBits;
    long digits = (beforePoint | afterPoint) << (Long.SIZE - digitBits);
    end = start + endBits / Byte.SIZE;
    return PowersOfTen.scaled(eightDigits(digits), (pointBits - digitBits) / Byte.SIZE);
  }

  /** How many bits the bytes have before the first that is marked; 64 if none is. */
  private static int bitsBefore(long marked) {
    return Long.numberOfTrailingZeros(marked) & -Byte.SIZE;
  }

  /**
   * The number of eight digits, the first of them lowest: neighbours are added up three times, to
   * pairs, fours and eight (after D. Lemire, "Number parsing at a gigabyte per second", 2021).
   */
  private static long eightDigits(long digits) {
    long pairs = 10 * digits + (digits >>> Byte.SIZE);
    long firstAndThird = pairs & EACH_SECOND_PAIR;
    long secondAndFourth = (pairs >>> (2 * Byte.SIZE)) & EACH_SECOND_PAIR;
    return (firstAndThird * (100 + (1_000_000L << Integer.SIZE))
            + secondAndFourth * (1 + (10_000L << Integer.SIZE)))
        >>> Integer.SIZE;
  }

  private double readAny(byte[] bytes, int start) {
    boolean negative = bytes[start] == '-';
    int at = negative || bytes[start] == '+' ? start + 1 : start;
    int first = at;
    long digits = 0;
    int next = bytes[at] - '0';
    while (next >= 0 && next <= 9) {
      digits = 10 * digits + next;
      next = bytes[++at] - '0';
    }
    int count = at - first;
    int exponent = 0;
    if (next == '.' - '0') {
      int point = ++at;
      next = bytes[at] - '0';
      while (next >= 0 && next <= 9) {
        digits = 10 * digits + next;
        next = bytes[++at] - '0';
      }
      exponent = point - at;
      count += at - point;
    }
    end = at;
    if (count == 0 || (count > MAX_DIGITS && count - zeros(bytes, first) > MAX_DIGITS)) {
      return Double.NaN;
    }
    if (next == 'e' - '0' || next == 'E' - '0') {
      exponent += exponent(bytes, at + 1);
    }
    double number = PowersOfTen.scaled(digits, exponent);
    return negative ? -number : number;
  }

  /** How many zeros a number starts with. */
  private static int zeros(byte[] bytes, int first) {
    int zeros = 0;
    for (int at = first; bytes[at] == '0' || bytes[at] == '.'; at++) {
      zeros += bytes[at] == '0' ? 1 : 0;
    }
    return zeros;
  }

  /** An exponent; one that nothing is sure of where there is none. */
  private int exponent(byte[] bytes, int start) {
    boolean negative = bytes[start] == '-';
    int first = negative || bytes[start] == '+' ? start + 1 : start;
    int at = first;
    int exponent = 0;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      exponent = Math.min(10 * exponent + bytes[at] - '0', MAX_EXPONENT);
      at++;
    }
    end = at;
    if (at == first) {
      return MAX_EXPONENT;
    }
    return negative ? -exponent : exponent;
  }
}
