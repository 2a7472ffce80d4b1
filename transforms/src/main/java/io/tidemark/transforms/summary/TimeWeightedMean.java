// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.reading.Reading;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The integral of a value over time, and the time it is known for: exact, as integers, until it is
 * divided.
 */
final class TimeWeightedMean {
  private final boolean linear;
  private final long maxGap;
  private final Superaccumulator twice = new Superaccumulator(); // the integral
  private final CutLine entry = new CutLine();
  private final CutLine exit = new CutLine();
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
    if (take(before.value(), value)) {
      entry.is(value, before.value(), first - start, gap);
      known += first - start;
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
  void leave(long last, double value, long end, Optional<Reading> after) {
    long gap = after.isPresent() ? after.get().time() - last : Long.MAX_VALUE;
    if (!linear || gap > maxGap) {
      hold(value, Math.min(end - last, maxGap));
    } else if (take(value, after.get().value())) {
      exit.is(value, after.get().value(), end - last, gap);
      known += end - last;
    }
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
    int exponent = Math.min(whole.exponent(), Math.min(entry.exponent(), exit.exponent()));
    BigInteger gaps = entry.gap().multiply(exit.gap());
    BigInteger integral =
        scaled(whole, exponent)
            .multiply(gaps)
            .add(entry.scaled(exponent).multiply(exit.gap()))
            .add(exit.scaled(exponent).multiply(entry.gap()));
    BigInteger time = gaps.multiply(BigInteger.valueOf(2 * known));
    return OptionalDouble.of(new ExactRational(integral, time, exponent).toDouble());
  }

  private static BigInteger scaled(Digits digits, int exponent) {
    return digits.toBigInteger().shiftLeft(digits.exponent() - exponent);
  }

  /** What is inside of a line between two readings of which one is not: twice the integral. */
  private static final class CutLine {
    private final Superaccumulator timesGap = new Superaccumulator();
    private long gap = 1;

    /**
     * The line from one reading to another; so much of it is inside, on the side of the former.
     *
     * <p>Of v + (w - v) t / gap, from t = 0 to inside.
     */
    void is(double value, double other, long inside, long length) {
      timesGap.addProduct(value, inside * (2 * length - inside));
      timesGap.addProduct(other, inside * inside);
      gap = length;
    }

    BigInteger gap() {
      return BigInteger.valueOf(gap);
    }

    int exponent() {
      return timesGap.digits().exponent();
    }

    BigInteger scaled(int exponent) {
      return TimeWeightedMean.scaled(timesGap.digits(), exponent);
    }
  }
}
