// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The mean by weights that halve for each half-life that a reading is older than the newest.
 *
 * <p>A mean does not change if all weights are multiplied: that of a reading is 2^(time /
 * half-life), a power of two by the whole half-lives, times one from 1 to 2, a double, by the rest.
 * With these weights all is exact until it is rounded once. What is {@value #REACH} half-lives
 * older than the newest reading is left out: whatever its value, its part is less than any double.
 */
final class DecayingMean extends OverTime {
  /** From the largest double to a part of the least one that rounding does not heed. */
  static final int REACH = 2_200;

  private static final int SLACK = 64; // half-lives

  private final long halfLife;
  private ExactSum weighted;
  private Superaccumulator weights;
  private long from; // the number of the first reading that is in them
  private long origin; // the half-life of which the weights are 1 to 2

  DecayingMean(long halfLife) {
    this.halfLife = halfLife;
    clear();
  }

  private void clear() {
    weighted = new ExactSum();
    weights = new Superaccumulator();
  }

  @Override
  void came(OrderedReadings readings) {
    long newest = halfLives(readings, readings.last());
    if (readings.size() == 1) {
      startAt(readings.first(), newest);
    }
    long oldest = halfLives(readings, from);
    for (; oldest < newest - REACH; oldest = halfLives(readings, from)) {
      include(readings, from, -1);
      from++;
    }
    if (newest - origin > 2 * (newest - oldest) + SLACK) {
      // Sums of weights that are far from the origin have digits of what has left.
      startAt(from, oldest);
      for (long number = from; number < readings.last(); number++) {
        include(readings, number, 1);
      }
    }
    include(readings, readings.last(), 1);
  }

  private void startAt(long number, long halfLives) {
    clear();
    from = number;
    origin = halfLives;
  }

  @Override
  void leaves(OrderedReadings readings) {
    if (readings.first() == from) {
      include(readings, from, -1);
      from++;
    }
  }

  private long halfLives(OrderedReadings readings, long number) {
    return Math.floorDiv(readings.time(number), halfLife);
  }

  private void include(OrderedReadings readings, long number, int sign) {
    long time = readings.time(number);
    // StrictMath is the same everywhere.
    double weight = StrictMath.pow(2, Math.floorMod(time, halfLife) / (double) halfLife);
    int exponent = Math.toIntExact(Math.floorDiv(time, halfLife) - origin);
    weighted.addProduct(readings.value(number), weight, exponent, sign);
    weights.addProduct(sign, weight, exponent);
  }

  @Override
  OptionalDouble value(OrderedReadings readings, Optional<WindowEdges> edges) {
    return OptionalDouble.of(weighted.dividedBy(weights.digits()));
  }
}
