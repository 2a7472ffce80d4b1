// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.time.DurationText;
import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A number that sums up readings.
 *
 * <pre>{@code
 * SummaryAccumulator readings = new SummaryAccumulator(Statistics.parse("mean,p90"));
 * readings.add(0, 20.5);
 * readings.add(1000, 21.5);
 * OptionalDouble mean = readings.summary().value(Statistic.MEAN); // 21.0
 * OptionalDouble most = readings.summary().value(Statistic.percentile(90)); // within 0.4 %
 * }</pre>
 *
 * <ul>
 *   <li>Each depends on the readings alone, not on their order of arrival. But for percentiles,
 *       each is correctly rounded: the double nearest to the exact value, ties to even; of {@link
 *       #ewma} that is the mean by its weights.
 *   <li>Nothing to say is an absent value: a mean, extreme, percentile, first or last of no
 *       readings, a variance, standard deviation or delta of fewer than two.
 *   <li>What is kept for it: a few numbers for count to last; a percentile keeps up to 128 counts
 *       for each doubling of the values' range; {@link #DISTINCT} each different value; the
 *       following, which look at readings in the order of time, all readings of a window.
 *   <li>Immutable; equal if kind and parameter are.
 * </ul>
 */
public final class Statistic implements Comparable<Statistic>, Serializable {
  /** How many readings, NaN and infinities among them. */
  public static final Statistic COUNT = new Statistic(StatisticKind.COUNT, 0);

  /** The exact sum, rounded once: 0.0 of no readings; never -0.0; an infinity on overflow. */
  public static final Statistic SUM = new Statistic(StatisticKind.SUM, 0);

  /** The exact sum over the count, rounded once: never -0.0; it does not overflow. */
  public static final Statistic MEAN = new Statistic(StatisticKind.MEAN, 0);

  /** The smallest value: NaN if any is NaN; -0.0 is below 0.0. */
  public static final Statistic MIN = new Statistic(StatisticKind.MIN, 0);

  /** The largest value: NaN if any is NaN; 0.0 is above -0.0. */
  public static final Statistic MAX = new Statistic(StatisticKind.MAX, 0);

  /** The variance of the sample (over n - 1): NaN if any reading is NaN or infinite. */
  public static final Statistic VARIANCE = new Statistic(StatisticKind.VARIANCE, 0);

  /**
   * The standard deviation of the sample: the root of the exact variance, also where the variance
   * itself is too large or too small for a double; NaN if any reading is NaN or infinite.
   */
  public static final Statistic STDDEV = new Statistic(StatisticKind.STDDEV, 0);

  /**
   * The value of the earliest reading by event time; of several, the smallest by {@link
   * Double#compare}, so that the order of arrival does not matter.
   */
  public static final Statistic FIRST = new Statistic(StatisticKind.FIRST, 0);

  /**
   * The value of the latest reading by event time; of several, the largest by {@link
   * Double#compare}, so that the order of arrival does not matter.
   */
  public static final Statistic LAST = new Statistic(StatisticKind.LAST, 0);

  /** The 50th {@linkplain #percentile percentile}. */
  public static final Statistic MEDIAN = new Statistic(StatisticKind.PERCENTILE, 50_000);

  /** How many different values, exactly: 0.0 and -0.0 are one, and so are all NaNs. */
  public static final Statistic DISTINCT = new Statistic(StatisticKind.DISTINCT, 0);

  /** The last value less the first one; of two readings or more. */
  public static final Statistic DELTA = new Statistic(StatisticKind.DELTA, 0);

  /**
   * By how much a counter grew, where each fall from one reading to the next is a restart from 0:
   * the exact sum of what each reading adds, rounded once; of two readings or more.
   */
  public static final Statistic COUNTER_DELTA = new Statistic(StatisticKind.COUNTER_DELTA, 0);

  /**
   * {@link #DELTA} per second between the first and the last reading; absent if that is no time.
   */
  public static final Statistic RATE = new Statistic(StatisticKind.RATE, 0);

  /** {@link #COUNTER_DELTA} per second between the first and the last reading, as {@link #RATE}. */
  public static final Statistic COUNTER_RATE = new Statistic(StatisticKind.COUNTER_RATE, 0);

  /** Those without a parameter that are kept in a few numbers, in the order of their encoding. */
  static final List<Statistic> BASIC =
      List.of(COUNT, SUM, MEAN, MIN, MAX, VARIANCE, STDDEV, FIRST, LAST);

  /** What a percentile is given in: thousandths of a percent. */
  private static final int PARTS_OF_PERCENT = 1_000;

  private static final int ALL_PARTS = 100 * PARTS_OF_PERCENT;
  private static final long LONGEST = Duration.ofDays(30).toMillis();

  private static final Comparator<Statistic> ORDER =
      Comparator.<Statistic, StatisticKind>comparing(statistic -> statistic.kind)
          .thenComparingLong(statistic -> statistic.parameter);

  private final StatisticKind kind;
  private final long parameter;

  private Statistic(StatisticKind kind, long parameter) {
    this.kind = kind;
    this.parameter = parameter;
  }

  /**
   * The value that so many percent of the readings are not above: of n readings in order, the one
   * at {@code floor(percent / 100 * (n - 1))}, within 2^-8 of its size (0.4 %), or exactly 0.0 for
   * what is not farther from it than 2.3e-308. NaN if any reading is NaN.
   *
   * <p>It is that of a DDSketch: C. Masson, J. Rim, H. Lee, "DDSketch: a fast and fully-mergeable
   * quantile sketch with relative-error guarantees", PVLDB 12(12), 2019, <a
   * href="https://arxiv.org/abs/1908.10693">arXiv:1908.10693</a>.
   *
   * @param percent above 0 and below 100, with three digits after the point at most
   */
  public static Statistic percentile(double percent) {
    long parts = Math.round(percent * PARTS_OF_PERCENT);
    if (!(percent > 0 && percent < 100) || parts / (double) PARTS_OF_PERCENT != percent) {
      throw new IllegalArgumentException(
          String.format(
              "percentile(%s): must be above 0 and below 100, with 3 digits after the point at most",
              percent));
    }
    return new Statistic(StatisticKind.PERCENTILE, parts);
  }

  /**
   * The exponentially weighted mean: a reading weighs half as much for each half-life that it is
   * older than the newest one, however the readings are spaced. Weights are doubles; with them all
   * is exact and rounded once. NaN and infinities follow IEEE 754. What is 2,200 half-lives older
   * than the newest does not count: its part is less than any double.
   *
   * <p>Source: A. Eckner, "Algorithms for unevenly spaced time series: moving averages and other
   * rolling operators", 2019, there for the last point of each reading; here without a start value,
   * so that the weights of a window sum up to one.
   *
   * @param halfLife 1ms to 30d
   */
  public static Statistic ewma(Duration halfLife) {
    return new Statistic(StatisticKind.EWMA, millis("ewma", halfLife));
  }

  /**
   * The mean over time of a value that stays what it was until the next reading, but no longer than
   * a gap: what is beyond counts neither as value nor as time. It begins with what the reading
   * before the window carries into it, and ends with the window; where there is no window but that
   * of the readings (sessions, counts, the global window), it is from the first reading to the
   * last. Exact, rounded once; NaN if any reading is NaN or infinite.
   *
   * @param maxGap how long a reading stands for the value, 1ms to 30d
   */
  public static Statistic timeWeightedMean(Duration maxGap) {
    return new Statistic(StatisticKind.STEP_MEAN, millis("timeWeightedMean", maxGap));
  }

  /**
   * As {@link #timeWeightedMean}, of a value that runs straight from one reading to the next where
   * they are no farther apart than a gap. Where the next one is farther away it stays what it was,
   * for that gap. The lines from the reading before a window and to the one after it count as far
   * as they are in it; so that the latter is known, results come by the gap later.
   *
   * @param maxGap how far apart two readings may be, 1ms to 30d
   */
  public static Statistic linearTimeWeightedMean(Duration maxGap) {
    return new Statistic(StatisticKind.LINEAR_MEAN, millis("linearTimeWeightedMean", maxGap));
  }

  private static long millis(String name, Duration duration) {
    if (duration.compareTo(Duration.ofMillis(1)) < 0 || duration.toMillis() > LONGEST) {
      throw new IllegalArgumentException(
          String.format("%s(%s): must be from 1ms to 30d", name, DurationText.print(duration)));
    }
    return duration.toMillis();
  }

  /** One that was encoded. */
  static Statistic of(StatisticKind kind, long parameter) {
    return kind.isBasic() ? BASIC.get(kind.code()) : new Statistic(kind, parameter);
  }

  StatisticKind kind() {
    return kind;
  }

  /** Of a percentile thousandths of a percent, of others milliseconds; 0 where there is none. */
  long parameter() {
    return parameter;
  }

  /** Of a percentile: the part of the readings, from 0 to 1. */
  double quantile() {
    return parameter / (double) ALL_PARTS;
  }

  /** The name in options: {@code mean}, {@code p99.9}, {@code ewma(5m)}. */
  public String optionName() {
    return switch (kind) {
      case PERCENTILE -> equals(MEDIAN) ? "median" : "p" + percentText();
      case COUNTER_DELTA -> "delta(counter)";
      case COUNTER_RATE -> "rate(counter)";
      case EWMA -> "ewma(" + durationText() + ")";
      case STEP_MEAN -> "timeWeightedMean(" + durationText() + ")";
      case LINEAR_MEAN -> "timeWeightedMean(linear," + durationText() + ")";
      default -> kind.name().toLowerCase(Locale.ROOT);
    };
  }

  private String percentText() {
    String text = Double.toString(parameter / (double) PARTS_OF_PERCENT);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private String durationText() {
    return DurationText.print(Duration.ofMillis(parameter));
  }

  /**
   * The name of its column in output, made of lower case letters, digits and underscores: {@code
   * mean}, {@code p99_9}, {@code ewma_5m}, {@code time_weighted_mean_linear_10m}.
   */
  public String columnName() {
    return optionName()
        .replace("timeWeightedMean", "time_weighted_mean")
        .replaceAll("[(.,]", "_")
        .replace(")", "");
  }

  /** Whether a reading can be removed from it again without keeping the others. */
  public boolean isRemovable() {
    return switch (kind) {
      case COUNT, SUM, MEAN, VARIANCE, STDDEV -> true;
      default -> false;
    };
  }

  /** Whether it is of the times of readings, too. */
  public boolean needsTime() {
    return switch (kind) {
      case FIRST, LAST, DELTA, COUNTER_DELTA, RATE, COUNTER_RATE, EWMA, STEP_MEAN, LINEAR_MEAN ->
          true;
      default -> false;
    };
  }

  /** Whether it takes the edges of the window into account, and what was before it. */
  public boolean needsEdges() {
    return kind == StatisticKind.STEP_MEAN || kind == StatisticKind.LINEAR_MEAN;
  }

  /** Whether it takes into account what is after the window. */
  public boolean looksAhead() {
    return kind == StatisticKind.LINEAR_MEAN;
  }

  /** Of fewer readings it is absent; of those that are not basic it may be of more, too. */
  int neededReadings() {
    return switch (kind) {
      case COUNT, SUM, DISTINCT -> 0;
      case VARIANCE, STDDEV, DELTA, COUNTER_DELTA, RATE, COUNTER_RATE -> 2;
      default -> 1;
    };
  }

  /** The order of encoded sets. */
  @Override
  public int compareTo(Statistic other) {
    return ORDER.compare(this, other);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof Statistic other && kind == other.kind && parameter == other.parameter;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, parameter);
  }

  /** The option name. */
  @Override
  public String toString() {
    return optionName();
  }
}
