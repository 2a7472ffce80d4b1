// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/**
 * Reads decimal numbers in place: an optional sign, digits with an optional point, an optional
 * exponent.
 *
 * <p>A number is rounded to the nearest double, or it is NaN: then it is no number, or one that
 * this reader is not sure of, such as one of more than 19 digits. Reading goes as far as the number
 * does; what follows it must be in the array.
 */
final class DecimalReader {
  /** More digits may not fit into the 64 bits of an unsigned long. */
  private static final int MAX_DIGITS = 19;

  private static final int MAX_EXPONENT = 10_000;

  private int end;

  /** Where the last number ended. */
  int end() {
    return end;
  }

  /** The number that starts at an index; NaN where this reader is not sure of it. */
  double read(byte[] bytes, int start) {
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
