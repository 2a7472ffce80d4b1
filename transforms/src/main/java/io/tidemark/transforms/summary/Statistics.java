// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statistics that are asked for, in the order they are asked for.
 *
 * <pre>{@code
 * Statistics statistics = Statistics.parse("mean,count");
 * for (Statistic statistic : statistics.asList()) {
 *   System.out.println(statistic.optionName()); // mean, then count
 * }
 * }</pre>
 *
 * <ul>
 *   <li>At least one, 63 at most, none twice.
 *   <li>{@link #toString} prints what {@link #parse} reads; spaces around a name are ignored.
 *   <li>Immutable. Equal if the same statistics are asked for in the same order.
 * </ul>
 */
public final class Statistics implements Serializable {
  /** {@code count,mean,min,max}. */
  public static final Statistics DEFAULT =
      of(Statistic.COUNT, Statistic.MEAN, Statistic.MIN, Statistic.MAX);

  private final List<Statistic> statistics;

  private Statistics(List<Statistic> statistics) {
    this.statistics = List.copyOf(statistics);
    if (statistics.isEmpty()) {
      throw StatisticParser.unknown("");
    }
    if (statistics.size() > AskedFor.MOST) {
      throw new IllegalArgumentException(
          String.format("statistics '%s': must be %s at most", this, AskedFor.MOST));
    }
    for (Statistic statistic : statistics) {
      if (statistics.indexOf(statistic) != statistics.lastIndexOf(statistic)) {
        throw new IllegalArgumentException(
            String.format("statistics '%s': '%s' is there twice", this, statistic.optionName()));
      }
    }
  }

  /** The given statistics in the given order. */
  public static Statistics of(Statistic... statistics) {
    return new Statistics(Arrays.asList(statistics));
  }

  /**
   * The statistics of an option.
   *
   * @param text option names, separated by commas: {@code count,mean,p99.9,ewma(5m)}
   */
  public static Statistics parse(String text) {
    return new Statistics(StatisticParser.all(text));
  }

  /** In the order asked for; not empty, immutable. */
  public List<Statistic> asList() {
    return statistics;
  }

  /** Whether the statistic is asked for. */
  public boolean contains(Statistic statistic) {
    return statistics.contains(statistic);
  }

  /**
   * Whether readings can be removed again from an accumulator of these statistics: only of count,
   * sum, mean, variance and stddev.
   */
  public boolean isRemovable() {
    return statistics.stream().allMatch(Statistic::isRemovable);
  }

  /**
   * For how many milliseconds after it a reading before a window may count for it; 0 if no
   * statistic looks beyond its window.
   */
  public long longestGap() {
    return statistics.stream()
        .filter(Statistic::needsEdges)
        .mapToLong(Statistic::parameter)
        .max()
        .orElse(0);
  }

  /**
   * For how many milliseconds after it a reading may have to be waited for that comes after a
   * window; 0 if no statistic looks beyond the end of its window.
   */
  public long lookahead() {
    return statistics.stream()
        .filter(Statistic::looksAhead)
        .mapToLong(Statistic::parameter)
        .max()
        .orElse(0);
  }

  /** The set without its order. */
  AskedFor askedFor() {
    return AskedFor.of(statistics);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Statistics other && statistics.equals(other.statistics);
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }

  /** The option names, separated by commas, in the order asked for. */
  @Override
  public String toString() {
    return statistics.stream().map(Statistic::optionName).collect(Collectors.joining(","));
  }
}
