// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.tidemark.transforms.reading.Reading;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.Test;

/** Statistics that need more than sums, against straightforward ones over sorted readings. */
public class OrderedStatisticsTest {
  private static final Statistics ALL =
      Statistics.parse(
          "count,mean,median,p0.1,p99.9,distinct,delta,delta(counter),rate,rate(counter),"
              + "ewma(1s),timeWeightedMean(2s),timeWeightedMean(linear,2s)");
  private static final MathContext EXACT = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final double SKETCH_ERROR = 1.0 / 256;

  @Test
  public void eachIsWhatSortedReadingsSay() {
    Random random = RandomCases.random("eachIsWhatSortedReadingsSay");
    for (int i = 0; i < RandomCases.cases(2000); i++) {
      List<Reading> readings = readings(random);
      Summary summary = of(readings).summary();
      readings.sort(
          Comparator.comparingLong(Reading::time).thenComparing(Reading::value, Double::compare));

      assertThat(value(summary, "distinct"), is((double) distinct(readings)));
      assertThat(maybe(summary, "delta"), is(delta(readings)));
      assertThat(maybe(summary, "delta(counter)"), is(counted(readings).map(Exact::rounded)));
      assertThat(maybe(summary, "rate"), is(perSecond(readings, gain(readings))));
      assertThat(maybe(summary, "rate(counter)"), is(perSecond(readings, counted(readings))));
      assertThat(value(summary, "ewma(1s)"), is(decaying(readings)));
      assertPercentile(summary, "median", 0.5, readings);
      assertPercentile(summary, "p0.1", 0.001, readings);
      assertPercentile(summary, "p99.9", 0.999, readings);
    }
  }

  @Test
  public void timeIsWeighedAsMillisecondsOneByOne() {
    Random random = RandomCases.random("timeIsWeighedAsMillisecondsOneByOne");
    for (int i = 0; i < RandomCases.cases(300); i++) {
      List<Reading> readings = readings(random);
      Optional<Reading> before =
          random.nextBoolean()
              ? Optional.of(Reading.of(-1 - random.nextInt(4000), someValue(random)))
              : Optional.empty();
      Optional<Reading> after =
          random.nextBoolean()
              ? Optional.of(Reading.of(10_000 + random.nextInt(4000), someValue(random)))
              : Optional.empty();
      WindowEdges edges = new WindowEdges(0, 10_000, before, after);
      Summary summary = of(readings).summary(edges);
      readings.sort(
          Comparator.comparingLong(Reading::time).thenComparing(Reading::value, Double::compare));

      assertThat(
          maybe(summary, "timeWeightedMean(2s)"), is(weighed(readings, before, after, false)));
      assertThat(
          maybe(summary, "timeWeightedMean(linear,2s)"),
          is(weighed(readings, before, after, true)));
    }
  }

  @Test
  public void anyTreeOfMergesGivesEqualSummariesAndBytes() throws Exception {
    Random random = RandomCases.random("anyTreeOfMergesGivesEqualSummariesAndBytes");
    for (int i = 0; i < RandomCases.cases(300); i++) {
      List<Reading> readings = readings(random);
      SummaryAccumulator inOrder = of(readings);
      List<SummaryAccumulator> parts = new ArrayList<>();
      Collections.shuffle(readings, random);
      for (Reading reading : readings) {
        parts.add(CoderUtils.clone(SummaryAccumulator.coder(), of(List.of(reading))));
      }
      while (parts.size() > 1) {
        SummaryAccumulator part = parts.remove(random.nextInt(parts.size()));
        parts.get(random.nextInt(parts.size())).merge(part);
      }
      SummaryAccumulator merged = parts.get(0);

      assertThat(merged, is(inOrder));
      assertThat(merged.hashCode(), is(inOrder.hashCode()));
      assertThat(merged.summary(), is(inOrder.summary()));
      assertThat(
          Encoding.hex(SummaryAccumulator.coder(), merged),
          is(Encoding.hex(SummaryAccumulator.coder(), inOrder)));
      assertThat(CoderUtils.clone(Summary.coder(), merged.summary()), is(inOrder.summary()));
    }
  }

  /** As while Flink writes a checkpoint and the task goes on with a copy. */
  @Test
  public void severalMayWriteAtATime() throws Exception {
    Random random = RandomCases.random("severalMayWriteAtATime");
    for (int i = 0; i < RandomCases.cases(300); i++) {
      List<Reading> readings = readings(random);
      for (int j = 0; j < 300; j++) {
        readings.add(Reading.of(random.nextInt(10_000), someValue(random)));
      }
      SummaryAccumulator shared = of(readings);
      String expected = Encoding.hex(SummaryAccumulator.coder(), of(readings));

      List<String> written =
          IntStream.range(0, 4).parallel().mapToObj(unused -> hex(shared)).toList();

      assertThat(written, is(Collections.nCopies(4, expected)));
    }
  }

  private static String hex(SummaryAccumulator accumulator) {
    try {
      return Encoding.hex(SummaryAccumulator.coder(), accumulator);
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void nothingHasOnlyACount() {
    assertThat(
        of(List.of()).summary().toString(),
        is(
            "count=0,mean=,p0.1=,median=,p99.9=,distinct=0.0,delta=,delta(counter)=,rate=,"
                + "rate(counter)=,ewma(1s)=,timeWeightedMean(2s)=,timeWeightedMean(linear,2s)="));
  }

  @Test
  public void oneReadingHasNoTime() {
    assertThat(
        of(List.of(Reading.of(5, 64))).summary().toString(),
        is(
            "count=1,mean=64.0,p0.1=64.25,median=64.25,p99.9=64.25,distinct=1.0,delta=,"
                + "delta(counter)=,rate=,rate(counter)=,ewma(1s)=64.0,timeWeightedMean(2s)=,"
                + "timeWeightedMean(linear,2s)="));
  }

  @Test
  public void valuesThatAreNotFiniteAreNotLost() {
    assertThat(
        of(List.of(Reading.of(0, 1), Reading.of(1, Double.NaN))).summary().toString(),
        is(
            "count=2,mean=NaN,p0.1=NaN,median=NaN,p99.9=NaN,distinct=2.0,delta=NaN,"
                + "delta(counter)=NaN,rate=NaN,rate(counter)=NaN,ewma(1s)=NaN,"
                + "timeWeightedMean(2s)=NaN,timeWeightedMean(linear,2s)=NaN"));
    Summary infinite =
        of(List.of(
                Reading.of(0, Double.NEGATIVE_INFINITY),
                Reading.of(1, 2),
                Reading.of(2, Double.POSITIVE_INFINITY)))
            .summary();
    assertThat(value(infinite, "p0.1"), is(Double.NEGATIVE_INFINITY));
    assertThat(value(infinite, "median"), closeTo(2, 2 * SKETCH_ERROR));
    assertThat(value(infinite, "distinct"), is(3.0));
  }

  @Test
  public void percentilesReachTheEndsOfDoubles() {
    double[] values = {
      Double.MAX_VALUE, -Double.MAX_VALUE, 1e308, -1e300, 0.0, 4.9e-324, 2.3e-308, -1e-307
    };
    for (double value : values) {
      double found = value(of(List.of(Reading.of(0, value))).summary(), "median");
      double exact = Math.abs(value) < 2.3e-308 ? 0 : value;
      assertThat(
          value + " is " + found,
          Math.abs(found - exact),
          lessThanOrEqualTo(Math.abs(exact) * SKETCH_ERROR));
    }
  }

  @Test
  public void whatIsManyHalfLivesOldDoesNotCount() {
    List<Reading> readings =
        List.of(
            Reading.of(-4_000_000_000_000L, Double.MAX_VALUE),
            Reading.of(0, Double.MAX_VALUE),
            Reading.of(2_200_000, 3),
            Reading.of(2_201_000, 6));

    assertThat(value(of(readings).summary(), "ewma(1s)"), is(5.0));
    assertThat(value(of(readings.subList(1, 3)).summary(), "ewma(1s)"), is(3.0));
  }

  @Test
  public void aCounterThatFallsHasBegunAgain() {
    Summary summary =
        of(List.of(Reading.of(0, 10), Reading.of(1000, 15), Reading.of(2000, 3))).summary();

    assertThat(value(summary, "delta"), is(-7.0));
    assertThat(value(summary, "delta(counter)"), is(8.0)); // 5, then 3 from 0
    assertThat(value(summary, "rate(counter)"), is(4.0));
  }

  @Test
  public void anExampleOfEdges() {
    SummaryAccumulator readings = of(List.of(Reading.of(1000, 4), Reading.of(2000, 8)));
    Optional<Reading> before = Optional.of(Reading.of(-1000, 2));

    Summary summary =
        readings.summary(new WindowEdges(0, 10_000, before, Optional.of(Reading.of(12_000, 9))));

    // 1 s of 2, 1 s of 4, 2 s of 8: then nobody knows.
    assertThat(value(summary, "timeWeightedMean(2s)"), is(22.0 / 4));
    // 1 s from 3 to 4, 1 s from 4 to 8, 2 s of 8.
    assertThat(value(summary, "timeWeightedMean(linear,2s)"), is((3.5 + 6 + 16) / 4));

    readings.add(Reading.of(8500, 1));
    readings.add(Reading.of(9000, 6));
    Optional<Reading> after = Optional.of(Reading.of(11_000, 2));
    Summary closed = readings.summary(new WindowEdges(0, 10_000, before, after));

    // Half a second from 1 to 6 and a second from 6 to 4 more.
    assertThat(value(closed, "timeWeightedMean(linear,2s)"), is((3.5 + 6 + 16 + 1.75 + 5) / 5.5));
  }

  /** Bytes that are part of savepoints. */
  @Test
  public void anAccumulatorAndASummary() throws Exception {
    Statistics statistics = Statistics.parse("count,p99.9,distinct,ewma(1s)");
    SummaryAccumulator readings = new SummaryAccumulator(statistics);
    readings.add(7, 1.0);
    readings.add(5, 0.0);

    // Version; bits, 3 others: p99.9, distinct, ewma of 1000; 2 readings; a sketch of no NaN, no
    // infinity, 1 zero, no negative bin and 1 positive one; 2 values; 2 readings at 5 and 7.
    String asked = "8104" + "03" + "09bc8c06" + "0a00" + "0fe807";
    assertThat(
        Encoding.hex(SummaryAccumulator.coder(), readings),
        is(
            "01"
                + asked
                + "02"
                + "000000"
                + "01"
                + "00"
                + "010001"
                + "02"
                + "0000000000000000"
                + "3ff0000000000000"
                + "02"
                + "0a0000000000000000"
                + "043ff0000000000000"));
    // Version; bits and others; 2 readings; the bits of those present; the three values.
    assertThat(
        Encoding.hex(Summary.coder(), readings.summary()).substring(0, 2 + asked.length() + 18),
        is("01" + asked + "02" + "000000000000000e"));
  }

  private static SummaryAccumulator of(List<Reading> readings) {
    SummaryAccumulator accumulator = new SummaryAccumulator(ALL);
    readings.forEach(accumulator::add);
    return accumulator;
  }

  /** Some at equal times, some of equal values, over ten seconds with gaps. */
  private static List<Reading> readings(Random random) {
    List<Reading> readings = new ArrayList<>();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      readings.add(Reading.of(random.nextInt(100) * 100L, someValue(random)));
    }
    return readings;
  }

  private static double someValue(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(5) - 2;
      case 1 -> random.nextGaussian();
      case 2 -> random.nextGaussian() * 1e6;
      default -> random.nextInt(1000) / 10.0;
    };
  }

  private static double value(Summary summary, String statistic) {
    return maybe(summary, statistic).orElseThrow();
  }

  private static Optional<Double> maybe(Summary summary, String statistic) {
    OptionalDouble value = summary.value(Statistics.parse(statistic).asList().get(0));
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static int distinct(List<Reading> readings) {
    TreeSet<Double> values = new TreeSet<>();
    readings.forEach(reading -> values.add(reading.value() + 0.0));
    return values.size();
  }

  private static Optional<Double> delta(List<Reading> readings) {
    return gain(readings).map(Exact::rounded);
  }

  private static Optional<BigDecimal> gain(List<Reading> readings) {
    return readings.size() < 2
        ? Optional.empty()
        : Optional.of(
            Exact.of(readings.get(readings.size() - 1)).subtract(Exact.of(readings.get(0))));
  }

  private static Optional<BigDecimal> counted(List<Reading> readings) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 1; i < readings.size(); i++) {
      BigDecimal now = Exact.of(readings.get(i));
      BigDecimal before = Exact.of(readings.get(i - 1));
      sum = sum.add(now.compareTo(before) < 0 ? now : now.subtract(before));
    }
    return readings.size() < 2 ? Optional.empty() : Optional.of(sum);
  }

  private static Optional<Double> perSecond(List<Reading> readings, Optional<BigDecimal> growth) {
    long elapsed = readings.get(readings.size() - 1).time() - readings.get(0).time();
    return elapsed == 0
        ? Optional.empty()
        : growth.map(
            each ->
                Exact.rounded(
                    each.multiply(BigDecimal.valueOf(1000))
                        .divide(BigDecimal.valueOf(elapsed), EXACT)));
  }

  /** By weights that are doubles, relative to the start of 1970. */
  private static double decaying(List<Reading> readings) {
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal weights = BigDecimal.ZERO;
    for (Reading reading : readings) {
      BigDecimal weight =
          new BigDecimal(StrictMath.pow(2, reading.time() % 1000 / 1000.0))
              .multiply(BigDecimal.valueOf(2).pow((int) (reading.time() / 1000)));
      sum = sum.add(weight.multiply(Exact.of(reading)));
      weights = weights.add(weight);
    }
    return Exact.rounded(sum.divide(weights, EXACT));
  }

  private static void assertPercentile(
      Summary summary, String name, double quantile, List<Reading> readings) {
    double[] values = readings.stream().mapToDouble(Reading::value).sorted().toArray();
    double exact = values[(int) Math.floor(quantile * (values.length - 1))];
    double found = value(summary, name);
    assertThat(
        name + " of " + Arrays.toString(values) + " is " + found,
        Math.abs(found - exact),
        lessThanOrEqualTo(Math.abs(exact) * SKETCH_ERROR));
  }

  /** Walks through the window in steps of 100 ms, at which all readings are. */
  private static Optional<Double> weighed(
      List<Reading> readings, Optional<Reading> before, Optional<Reading> after, boolean linear) {
    List<Reading> all = new ArrayList<>();
    before.ifPresent(all::add);
    all.addAll(readings);
    after.ifPresent(all::add);
    BigDecimal twice = BigDecimal.ZERO;
    long known = 0;
    for (long from = 0; from < 10_000; from++) {
      Reading last = null;
      Reading next = null;
      for (Reading each : all) {
        if (each.time() <= from) {
          last = each;
        } else if (next == null) {
          next = each;
        }
      }
      boolean held = last != null && from < last.time() + 2000;
      if (linear && last != null && next != null && next.time() - last.time() <= 2000) {
        twice = twice.add(on(last, next, from)).add(on(last, next, from + 1));
        known++;
      } else if (held) {
        twice = twice.add(Exact.of(last)).add(Exact.of(last));
        known++;
      }
    }
    return known == 0
        ? Optional.empty()
        : Optional.of(Exact.rounded(twice.divide(BigDecimal.valueOf(2 * known), EXACT)));
  }

  /** The value at a time on the line between two readings; gaps divide it without a rest enough. */
  private static BigDecimal on(Reading last, Reading next, long time) {
    BigDecimal slope =
        Exact.of(next)
            .subtract(Exact.of(last))
            .multiply(BigDecimal.valueOf(time - last.time()))
            .divide(BigDecimal.valueOf(next.time() - last.time()), EXACT);
    return Exact.of(last).add(slope);
  }

  private static final class Exact {
    private static BigDecimal of(Reading reading) {
      return new BigDecimal(reading.value());
    }

    private static double rounded(BigDecimal exact) {
      return exact.doubleValue();
    }
  }
}
