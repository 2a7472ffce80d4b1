// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** How many NaNs and infinities there are in a sum, so that they can be removed again. */
record NonFinite(long nan, long positive, long negative) {
  static final NonFinite NONE = new NonFinite(0, 0, 0);

  /** With the value, which is not finite, the given number of times more. */
  NonFinite plus(double value, int times) {
    if (Double.isNaN(value)) {
      return new NonFinite(nan + times, positive, negative);
    }
    return value > 0
        ? new NonFinite(nan, positive + times, negative)
        : new NonFinite(nan, positive, negative + times);
  }

  /** With all of the other, the given number of times. */
  NonFinite plus(NonFinite other, int times) {
    return other.isNone()
        ? this
        : new NonFinite(
            nan + times * other.nan,
            positive + times * other.positive,
            negative + times * other.negative);
  }

  boolean isNone() {
    return nan == 0 && positive == 0 && negative == 0;
  }

  /** What they add up to; there is at least one. */
  double sum() {
    if (nan != 0 || (positive != 0 && negative != 0)) {
      return Double.NaN;
    }
    return positive != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** The three counts as signed varints. */
  void write(DataOutputStream out) throws IOException {
    Varints.writeSigned(nan, out);
    Varints.writeSigned(positive, out);
    Varints.writeSigned(negative, out);
  }

  static NonFinite read(DataInputStream in) throws IOException {
    return new NonFinite(Varints.readSigned(in), Varints.readSigned(in), Varints.readSigned(in));
  }
}
