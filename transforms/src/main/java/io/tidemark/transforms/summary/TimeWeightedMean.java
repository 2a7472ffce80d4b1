// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.reading.Reading;
import java.math.BigInteger;
import java.util.OptionalDouble;

/**
 * The integral of a value over time, and the time it is known for: exact, as integers, until it is
 * divided.
 */
final class TimeWeightedMean {
  private final boolean linear;
  private final long maxGap;
  private final Superaccumulator twice = new Superaccumulator(); // the integral
  private final Superaccumulator entry = new Superaccumulator(); // that of a line cut by the window
  private long entryGap = 1; // what it is still to be divided by
  private long known;
  private boolean finite = true;

  TimeWeightedMean(boolean linear, long maxGap) {
    this.linear = linear;
    this.maxGap = maxGap;
  }

  /** From the start of the window to its first reading. */
  void enter(Reading before, long start, long first, double value) {
    long gap = first - before.time();
    if (!linear || gap > maxGap) {
      hold(before.value(), Math.min(first, before.time() + maxGap) - start);
      return;
    }
    // Of the line v + (w - v) t / gap, from t = start - before to gap, twice the integral.
    long inside = first - start;
    if (take(before.value(), value) && inside > 0) {
      entry.addProduct(before.value(), inside * inside);
      entry.addProduct(value, inside * (2 * gap - inside));
      entryGap = gap;
      known += inside;
    }
  }

  /** From one reading to the next. */
  void add(long time, double value, long nextTime, double nextValue) {
    long gap = nextTime - time;
    if (!take(value, nextValue)) {
      return;
    }
    if (!linear || gap > maxGap) {
      hold(value, Math.min(gap, maxGap));
    } else {
      twice.addProduct(value, gap);
      twice.addProduct(nextValue, gap);
      known += gap;
    }
  }

  /** From the last reading to the end of the window. */
  void leave(long last, double value, long end) {
    hold(value, Math.min(end - last, maxGap));
  }

  private void hold(double value, long time) {
    if (time > 0 && take(value, value)) {
      twice.addProduct(value, 2 * time);
      known += time;
    }
  }

  private boolean take(double value, double other) {
    finite &= Double.isFinite(value) && Double.isFinite(other);
    return finite;
  }

  /** The integral over the known time; absent if there is none. */
  OptionalDouble value() {
    if (!finite) {
      return OptionalDouble.of(Double.NaN);
    }
    if (known == 0) {
      return OptionalDouble.empty();
    }
    Digits whole = twice.digits();
    Digits part = entry.digits();
    BigInteger gap = BigInteger.valueOf(entryGap);
    int exponent = Math.min(whole.exponent(), part.exponent());
    BigInteger integral = scaled(whole, exponent).multiply(gap).add(scaled(part, exponent));
    BigInteger time = gap.multiply(BigInteger.valueOf(2 * known));
    return OptionalDouble.of(new ExactRational(integral, time, exponent).toDouble());
  }

  private static BigInteger scaled(Digits digits, int exponent) {
    return digits.toBigInteger().shiftLeft(digits.exponent() - exponent);
  }
}
