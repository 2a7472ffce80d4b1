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
final class TimeWeightedMean extends OverTime {
  private final boolean linear;
  private final long maxGap;
  private final Superaccumulator twice; // the integral
  private long known;
  private long unknown; // steps from or to what is not finite

  TimeWeightedMean(boolean linear, long maxGap) {
    this(linear, maxGap, new Superaccumulator(), 0, 0);
  }

  private TimeWeightedMean(
      boolean linear, long maxGap, Superaccumulator twice, long known, long unknown) {
    this.linear = linear;
    this.maxGap = maxGap;
    this.twice = twice;
    this.known = known;
    this.unknown = unknown;
  }

  @Override
  void came(OrderedReadings readings) {
    if (readings.size() > 1) {
      step(1, readings, readings.last() - 1);
    }
  }

  @Override
  void leaves(OrderedReadings readings) {
    if (readings.size() > 1) {
      step(-1, readings, readings.first());
    }
  }

  /** From one reading to the next, or with a sign of -1 no more. */
  private void step(int sign, OrderedReadings readings, long from) {
    double value = readings.value(from);
    double next = readings.value(from + 1);
    long gap = readings.time(from + 1) - readings.time(from);
    if (!Double.isFinite(value) || !Double.isFinite(next)) {
      unknown += sign;
    } else if (linear && gap <= maxGap) {
      twice.addProduct(value, sign * gap);
      twice.addProduct(next, sign * gap);
      known += sign * gap;
    } else {
      hold(value, sign * Math.min(gap, maxGap));
    }
  }

  private void hold(double value, long time) {
    if (Double.isFinite(value)) {
      twice.addProduct(value, 2 * time);
      known += time;
    } else {
      unknown++;
    }
  }

  @Override
  OptionalDouble value(OrderedReadings readings, Optional<WindowEdges> edges) {
    return edges.isPresent()
        ? new TimeWeightedMean(linear, maxGap, twice.copy(), known, unknown)
            .valueTo(edges.get(), readings)
        : value(new CutLine(), new CutLine());
  }

  /** The value from edge to edge, which this one is not for any more afterwards. */
  private OptionalDouble valueTo(WindowEdges edges, OrderedReadings readings) {
    CutLine entry = new CutLine();
    edges.before().ifPresent(before -> enter(before, edges.start(), readings, entry));
    CutLine exit = new CutLine();
    leave(readings, edges, exit);
    return value(entry, exit);
  }

  /** From the start of the window to its first reading. */
  private void enter(Reading before, long start, OrderedReadings readings, CutLine entry) {
    long first = readings.time(readings.first());
    double value = readings.value(readings.first());
    long gap = first - before.time();
    if (!linear || gap > maxGap) {
      holdAtEdge(before.value(), Math.min(first, before.time() + maxGap) - start);
    } else if (!Double.isFinite(before.value()) || !Double.isFinite(value)) {
      unknown++;
    } else {
      entry.is(value, before.value(), first - start, gap);
      known += first - start;
    }
  }

  /** From the last reading to the end of the window. */
  private void leave(OrderedReadings readings, WindowEdges edges, CutLine exit) {
    long last = readings.time(readings.last());
    double value = readings.value(readings.last());
    Optional<Reading> after = edges.after();
    long gap = after.isPresent() ? after.get().time() - last : Long.MAX_VALUE;
    if (!linear || gap > maxGap) {
      holdAtEdge(value, Math.min(edges.end() - last, maxGap));
    } else if (!Double.isFinite(value) || !Double.isFinite(after.get().value())) {
      unknown++;
    } else {
      exit.is(value, after.get().value(), edges.end() - last, gap);
      known += edges.end() - last;
    }
  }

  private void holdAtEdge(double value, long time) {
    if (time > 0) {
      hold(value, time);
    }
  }

  /** The integral over the known time; absent if there is none. */
  private OptionalDouble value(CutLine entry, CutLine exit) {
    if (unknown > 0) {
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
