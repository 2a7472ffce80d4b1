// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a rule watches for: true or false after each reading of a series.
 *
 * <pre>{@code
 * Condition hot = Condition.above(30, 28); // from over 30 on, until 28 or less
 * Condition odd = Condition.zScore(3.5, 3.5, 100);
 * Condition dead = Condition.silence(Duration.ofMinutes(10));
 * }</pre>
 *
 * <ul>
 *   <li>Each has two limits: from the outer one on it holds, and until the inner one it goes on to
 *       hold (hysteresis). Without hysteresis they are the same.
 *   <li>A NaN is within every limit, and so is what cannot be computed yet. An infinity is beyond.
 *   <li>Equal conditions have equal texts.
 * </ul>
 */
public abstract sealed class Condition implements Serializable
    permits AtLeast, ControlChart, Range, RateOfChange, RobustScore, Silence, Standstill {
  /** The most readings that a condition looks back on. */
  public static final int MOST_READINGS = 10_000;

  /** Above a limit, until it is down at the other. */
  public static Condition above(double limit, double clear) {
    require(clear <= limit, "clear", clear, "must be <= " + limit);
    return new Range(Double.NEGATIVE_INFINITY, limit, Double.NEGATIVE_INFINITY, clear);
  }

  /** Below a limit, until it is up at the other. */
  public static Condition below(double limit, double clear) {
    require(clear >= limit, "clear", clear, "must be >= " + limit);
    return new Range(limit, Double.POSITIVE_INFINITY, clear, Double.POSITIVE_INFINITY);
  }

  /** Below the one or above the other of two limits, until it is within the two others. */
  public static Condition outside(double low, double high, double clearLow, double clearHigh) {
    require(low < high, "outside", low, "must be < " + high);
    require(clearLow >= low && clearLow <= clearHigh, "clear", clearLow, "must be >= " + low);
    require(clearHigh <= high, "clear", clearHigh, "must be <= " + high);
    return new Range(low, high, clearLow, clearHigh);
  }

  /**
   * A change, up or down, from one reading to the next, of more than a limit in a time.
   *
   * @param per the time that the limits are for
   */
  public static Condition rate(double limit, double clear, Duration per) {
    requireLimits(limit, clear);
    require(per.toMillis() > 0, "per", per.toMillis(), "must be > 0");
    return new RateOfChange(limit, clear, per.toMillis());
  }

  /**
   * No reading for a time, after at least one. It holds from the end of that time on.
   *
   * @param time in event time
   */
  public static Condition silence(Duration time) {
    require(time.toMillis() > 0, "silence", time.toMillis(), "must be > 0");
    return new Silence(time.toMillis());
  }

  /**
   * No newer reading for a time of the clock, after at least one: for when the whole source may be
   * down, and event time stands still. An alert fires at once; its times are those of readings.
   */
  public static Condition standstill(Duration time) {
    require(time.toMillis() > 0, "standstill", time.toMillis(), "must be > 0");
    return new Standstill(time.toMillis());
  }

  /**
   * A value far from the median of those before it, measured by their median absolute deviation:
   * {@code |0.6745 (x - median) / MAD|} (B. Iglewicz and D. Hoaglin, "How to Detect and Handle
   * Outliers", 1993, who suggest a limit of 3.5). Where the MAD is 0, the mean absolute deviation
   * takes its place: {@code |x - median| / (1.2533 MeanAD)}; where that is 0, too, any other value
   * is infinitely far.
   *
   * @param readings how many before it, 3 to {@value #MOST_READINGS}; judged once there are so many
   */
  public static Condition zScore(double limit, double clear, int readings) {
    requireLimits(limit, clear);
    requireReadings(readings);
    return new RobustScore(limit, clear, readings);
  }

  /**
   * An exponentially weighted moving average beyond its control limits, {@code mean ± limit · s ·
   * sqrt(weight / (2 - weight))}, with mean and standard deviation s of the readings before (S.
   * Roberts, "Control Chart Tests Based on Geometric Moving Averages", 1959).
   *
   * @param readings how many before it, 3 to {@value #MOST_READINGS}; judged once there are so many
   * @param weight of the newest reading in the average, more than 0, up to 1
   */
  public static Condition ewma(double limit, double clear, int readings, double weight) {
    requireLimits(limit, clear);
    requireReadings(readings);
    require(weight > 0 && weight <= 1, "weight", weight, "must be more than 0, up to 1");
    return new ControlChart(limit, clear, readings, weight);
  }

  /** How far a reading is from what is usual; NaN where that cannot be said. */
  abstract double measure(Past past, Sample sample);

  /** Whether it holds now. */
  abstract boolean holds(double measure, boolean heldBefore);

  /** How many values it looks back on. */
  int memory() {
    return 0;
  }

  /** Of the newest value in the average. */
  double weight() {
    return 1;
  }

  /** How long after a reading silence begins; {@link Long#MAX_VALUE} for never. */
  long silentAfter() {
    return Long.MAX_VALUE;
  }

  private static void requireLimits(double limit, double clear) {
    require(limit > 0, "limit", limit, "must be > 0");
    require(clear > 0 && clear <= limit, "clear", clear, "must be more than 0, up to " + limit);
  }

  private static void requireReadings(int readings) {
    require(
        readings >= 3 && readings <= MOST_READINGS,
        "readings",
        readings,
        "must be 3 to " + MOST_READINGS);
  }

  private static void require(boolean allowed, String what, Number value, String range) {
    if (!allowed) {
      throw new IllegalArgumentException(String.format("%s(%s): %s", what, value, range));
    }
  }
}
