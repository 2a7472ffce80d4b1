// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

/** The one rounding of a result: to the nearest double, ties to even (IEEE 754). */
final class Rounding {
  private static final int DROPPED_BITS = Long.SIZE - 53;
  private static final int MIN_EXPONENT = -1074;

  private Rounding() {}

  /**
   * The double nearest to {@code top * 2^exponent}, read as unsigned, or to a little more than
   * that.
   *
   * @param top the 64 leading bits; the highest is set
   * @param more whether the number is above {@code top * 2^exponent}, by less than {@code
   *     2^exponent}
   * @return positive infinity where the number is too large, 0.0 where it is too small
   */
  static double toDouble(long top, boolean more, int exponent) {
    int dropped = Math.max(DROPPED_BITS, MIN_EXPONENT - exponent);
    if (dropped > Long.SIZE) {
      return 0.0;
    }
    long kept = dropped == Long.SIZE ? 0 : top >>> dropped;
    long rest = top << (Long.SIZE - dropped);
    boolean atLeastHalf = rest < 0;
    boolean tie = rest == Long.MIN_VALUE && !more;
    boolean odd = (kept & 1) != 0;
    long rounded = atLeastHalf && (!tie || odd) ? kept + 1 : kept;
    return Math.scalb((double) rounded, exponent + dropped);
  }
}
