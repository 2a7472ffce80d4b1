// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.summary.ExactSum;
import java.util.TreeMap;

/**
 * What the members of a group are worth together, as they come, change and go. It depends on which
 * they are, and not on how they came to be so.
 */
abstract class Tally {
  static Tally of(Group group) {
    if (group.isOfMembers()) {
      return new Holding(group.ofHundred());
    }
    return switch (group.aggregate()) {
      case MEAN, SUM, COUNT -> new Sum(group.aggregate());
      case MIN, MAX -> new Extreme(group.aggregate() == Aggregate.MIN);
    };
  }

  abstract void add(Machine member);

  /** One that was added, and has not changed since. */
  abstract void remove(Machine member);

  abstract double value();

  /** How many there are, their sum and mean. */
  private static final class Sum extends Tally {
    private final ExactSum sum = new ExactSum();
    private final Aggregate aggregate;
    private long count;

    Sum(Aggregate aggregate) {
      this.aggregate = aggregate;
    }

    @Override
    void add(Machine member) {
      sum.add(member.value());
      count++;
    }

    @Override
    void remove(Machine member) {
      sum.remove(member.value());
      count--;
    }

    @Override
    double value() {
      if (aggregate == Aggregate.COUNT) {
        return count;
      }
      if (count == 0) {
        return Double.NaN;
      }
      return aggregate == Aggregate.SUM ? sum.sum() : sum.mean(count);
    }
  }

  /** The smallest or the largest; NaN where one is. */
  private static final class Extreme extends Tally {
    private final TreeMap<Double, Long> counts = new TreeMap<>();
    private final boolean smallest;

    Extreme(boolean smallest) {
      this.smallest = smallest;
    }

    @Override
    void add(Machine member) {
      counts.merge(member.value(), 1L, Long::sum);
    }

    @Override
    void remove(Machine member) {
      counts.computeIfPresent(member.value(), (value, count) -> count == 1 ? null : count - 1);
    }

    @Override
    double value() {
      if (counts.isEmpty()) {
        return Double.NaN;
      }
      double last = counts.lastKey(); // a NaN is the last one
      return smallest && !Double.isNaN(last) ? counts.firstKey() : last;
    }
  }

  /** How many there are for which a condition holds, or what share of them. */
  private static final class Holding extends Tally {
    private final boolean ofHundred;
    private long count;
    private long holding;

    Holding(boolean ofHundred) {
      this.ofHundred = ofHundred;
    }

    @Override
    void add(Machine member) {
      count++;
      holding += member.holds() ? 1 : 0;
    }

    @Override
    void remove(Machine member) {
      count--;
      holding -= member.holds() ? 1 : 0;
    }

    @Override
    double value() {
      if (!ofHundred) {
        return holding;
      }
      return count == 0 ? 0 : 100.0 * holding / count;
    }
  }
}
