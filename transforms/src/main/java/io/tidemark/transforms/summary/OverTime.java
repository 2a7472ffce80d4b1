// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A statistic of readings in the order of time, to which newer ones come and from which the oldest
 * leave: exact, so that what has left leaves no trace.
 */
abstract class OverTime {
  private static final long SECOND = 1_000;

  /** One of no readings yet. */
  static OverTime of(Statistic statistic) {
    return switch (statistic.kind()) {
      case DELTA -> new Growth(false);
      case COUNTER_DELTA -> new CounterGrowth(false);
      case RATE -> new Growth(true);
      case COUNTER_RATE -> new CounterGrowth(true);
      case EWMA -> new DecayingMean(statistic.parameter());
      case STEP_MEAN -> new TimeWeightedMean(false, statistic.parameter());
      case LINEAR_MEAN -> new TimeWeightedMean(true, statistic.parameter());
      default -> throw new IllegalArgumentException("no order of time for " + statistic);
    };
  }

  /** The newest of the readings has just come. */
  abstract void came(OrderedReadings readings);

  /** The oldest of the readings is about to leave. */
  abstract void leaves(OrderedReadings readings);

  /** The value for all of the readings, of which there are as many as the statistic needs. */
  abstract OptionalDouble value(OrderedReadings readings, Optional<WindowEdges> edges);

  /** From the first to the last reading. */
  private static final class Growth extends OverTime {
    private final boolean perSecond;

    Growth(boolean perSecond) {
      this.perSecond = perSecond;
    }

    @Override
    void came(OrderedReadings readings) {}

    @Override
    void leaves(OrderedReadings readings) {}

    @Override
    OptionalDouble value(OrderedReadings readings, Optional<WindowEdges> edges) {
      double first = readings.value(readings.first());
      double last = readings.value(readings.last());
      if (!Double.isFinite(first) || !Double.isFinite(last)) {
        return notANumber(readings, perSecond);
      }
      Superaccumulator growth = new Superaccumulator();
      growth.addProduct(last, factor(perSecond));
      growth.addProduct(first, -factor(perSecond));
      return quotient(growth, readings, perSecond);
    }
  }

  /** From each reading to the next; one that is less than the one before has begun at zero. */
  private static final class CounterGrowth extends OverTime {
    private final boolean perSecond;
    private final Superaccumulator growth = new Superaccumulator();
    private long unknown; // steps from or to what is not finite

    CounterGrowth(boolean perSecond) {
      this.perSecond = perSecond;
    }

    @Override
    void came(OrderedReadings readings) {
      if (readings.size() > 1) {
        step(1, readings.value(readings.last() - 1), readings.value(readings.last()));
      }
    }

    @Override
    void leaves(OrderedReadings readings) {
      if (readings.size() > 1) {
        step(-1, readings.value(readings.first()), readings.value(readings.first() + 1));
      }
    }

    private void step(int sign, double from, double to) {
      if (!Double.isFinite(from) || !Double.isFinite(to)) {
        unknown += sign;
        return;
      }
      growth.addProduct(to, sign * factor(perSecond));
      growth.addProduct(to < from ? 0.0 : from, -sign * factor(perSecond));
    }

    @Override
    OptionalDouble value(OrderedReadings readings, Optional<WindowEdges> edges) {
      return unknown > 0 ? notANumber(readings, perSecond) : quotient(growth, readings, perSecond);
    }
  }

  private static long factor(boolean perSecond) {
    return perSecond ? SECOND : 1;
  }

  private static long elapsed(OrderedReadings readings) {
    return readings.time(readings.last()) - readings.time(readings.first());
  }

  private static OptionalDouble notANumber(OrderedReadings readings, boolean perSecond) {
    return perSecond && elapsed(readings) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.NaN);
  }

  /** The growth, or what it is in a second, rounded once. */
  private static OptionalDouble quotient(
      Superaccumulator growth, OrderedReadings readings, boolean perSecond) {
    long divisor = perSecond ? elapsed(readings) : 1;
    return divisor == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(growth.digits().dividedBy(divisor));
  }
}
