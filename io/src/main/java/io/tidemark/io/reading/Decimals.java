// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

/**
 * Numbers as text: an optional sign, decimal digits with an optional point, an optional exponent;
 * or {@code Infinity}, {@code -Infinity}.
 *
 * <p>The syntax is narrower than that of {@link Double#parseDouble}, which also takes {@code 1d},
 * {@code 0x1p3} and {@code NaN}.
 */
public final class Decimals {
  private Decimals() {}

  /**
   * The double nearest to a number; NaN, which no text stands for, where the text is not a number
   * or is beyond the largest double.
   */
  public static double parse(String text) {
    if (text.equals("Infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    if (text.equals("-Infinity")) {
      return Double.NEGATIVE_INFINITY;
    }
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isInfinite(number) ? Double.NaN : number;
  }

  private static boolean isDecimal(String text) {
    int start = afterSign(text, 0);
    int point = afterDigits(text, start);
    int digits = point - start;
    int end = point;
    if (point < text.length() && text.charAt(point) == '.') {
      end = afterDigits(text, point + 1);
      digits += end - point - 1;
    }
    return digits > 0 && (end == text.length() || isExponent(text, end));
  }

  private static boolean isExponent(String text, int start) {
    if (text.charAt(start) != 'e' && text.charAt(start) != 'E') {
      return false;
    }
    int digits = afterSign(text, start + 1);
    return digits < text.length() && afterDigits(text, digits) == text.length();
  }

  private static int afterSign(String text, int start) {
    boolean signed =
        start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == '+');
    return signed ? start + 1 : start;
  }

  private static int afterDigits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
