// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class SummaryAccumulatorTest {
  private static final Statistics ALL =
      Statistics.parse("count,sum,mean,min,max,variance,stddev,first,last");
  private static final Statistics REMOVABLE = Statistics.parse("count,sum,mean,variance,stddev");
  private static final double MAX = Double.MAX_VALUE;
  private static final double MIN = Double.MIN_VALUE;
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] NOT_FINITE = {Double.NaN, INFINITY, -INFINITY};

  @Test
  public void everyStatisticOfAnythingIsCorrectlyRounded() {
    Random random = RandomCases.random("everyStatisticOfAnythingIsCorrectlyRounded");
    AdversarialDoubles doubles = new AdversarialDoubles(random);
    int left = RandomCases.cases(300_000);
    while (left > 0) {
      double[] values = doubles.some();
      Summary summary = of(ALL, values).summary();
      if (!isRight(summary, values)) {
        throw new AssertionError(summary + " is not of " + Arrays.toString(values));
      }
      left -= values.length;
    }
  }

  private static boolean isRight(Summary summary, double[] values) {
    Oracle oracle = Oracle.of(values);
    return summary.count() == values.length
        && oracle.isSum(get(summary, Statistic.SUM))
        && oracle.isMean(get(summary, Statistic.MEAN))
        && get(summary, Statistic.MIN) == Arrays.stream(values).min().getAsDouble()
        && get(summary, Statistic.MAX) == Arrays.stream(values).max().getAsDouble()
        && get(summary, Statistic.FIRST) == values[0]
        && get(summary, Statistic.LAST) == values[values.length - 1]
        && (values.length == 1
            || (oracle.isVariance(get(summary, Statistic.VARIANCE))
                && oracle.isStandardDeviation(get(summary, Statistic.STDDEV))));
  }

  @Test
  public void anyTreeOfMergesGivesEqualSummariesAndBytes() throws Exception {
    Random random = RandomCases.random("anyTreeOfMergesGivesEqualSummariesAndBytes");
    for (int i = 0; i < RandomCases.cases(1000); i++) {
      List<Reading> readings = anyReadings(random);
      SummaryAccumulator inOrder = new SummaryAccumulator(ALL);
      readings.forEach(inOrder::add);
      SummaryAccumulator merged = mergedInAnyTree(readings, random);
      assertThat(merged, is(inOrder));
      assertThat(merged.hashCode(), is(inOrder.hashCode()));
      assertThat(merged.summary(), is(inOrder.summary()));
      assertThat(hex(merged), is(hex(inOrder)));
    }
  }

  /** Few different times, so that there are ties; now and then a value that is not finite. */
  private static List<Reading> anyReadings(Random random) {
    List<Reading> readings = new ArrayList<>();
    for (double value : new AdversarialDoubles(random).some()) {
      double any = random.nextInt(500) == 0 ? NOT_FINITE[random.nextInt(3)] : value;
      readings.add(Reading.of(random.nextInt(20) - 10, any));
    }
    return readings;
  }

  private static SummaryAccumulator mergedInAnyTree(List<Reading> readings, Random random) {
    List<SummaryAccumulator> parts = new ArrayList<>();
    for (Reading reading : readings) {
      SummaryAccumulator part = new SummaryAccumulator(ALL);
      part.add(reading);
      parts.add(part);
    }
    parts.add(new SummaryAccumulator(ALL));
    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      SummaryAccumulator part = parts.remove(random.nextInt(parts.size()));
      parts.get(random.nextInt(parts.size())).merge(part);
    }
    return parts.get(0);
  }

  @Test
  public void removingUndoesAddingWithoutATrace() throws Exception {
    Random random = RandomCases.random("removingUndoesAddingWithoutATrace");
    for (int i = 0; i < RandomCases.cases(1000); i++) {
      List<Reading> kept = anyReadings(random);
      List<Reading> removed = anyReadings(random);
      SummaryAccumulator expected = of(REMOVABLE, kept);
      SummaryAccumulator readings = of(REMOVABLE, kept);
      removed.forEach(readings::add);
      if (random.nextBoolean()) {
        removed.forEach(readings::remove);
      } else {
        readings.subtract(of(REMOVABLE, removed));
      }
      assertThat(readings, is(expected));
      assertThat(readings.summary(), is(expected.summary()));
      assertThat(hex(readings), is(hex(expected)));
    }
  }

  @Test
  public void nothingHasACountAndASumOnly() {
    assertThat(
        new SummaryAccumulator(ALL).summary().toString(),
        is("count=0,sum=0.0,mean=,min=,max=,variance=,stddev=,first=,last="));
  }

  @Test
  public void oneReadingHasNoSpread() {
    assertThat(
        of(ALL, 2.5).summary().toString(),
        is("count=1,sum=2.5,mean=2.5,min=2.5,max=2.5,variance=,stddev=,first=2.5,last=2.5"));
  }

  @Test
  public void equalReadingsSpreadByZero() {
    Summary summary = of(ALL, 0.1, 0.1, 0.1).summary();
    assertThat(get(summary, Statistic.VARIANCE), is(0.0));
    assertThat(get(summary, Statistic.STDDEV), is(0.0));
    assertThat(get(summary, Statistic.MEAN), is(0.1));
  }

  @Test
  public void varianceIsThatOfTheSample() {
    // Mean 5, squares of differences 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32, over 8 - 1.
    Summary summary = of(ALL, 2, 4, 4, 4, 5, 5, 7, 9).summary();
    assertThat(get(summary, Statistic.VARIANCE), is(32 / 7.0));
    assertThat(get(summary, Statistic.STDDEV), is(Math.sqrt(32 / 7.0)));
  }

  @Test
  public void nanIsInEveryStatisticOfValues() {
    assertThat(
        of(ALL, 1, Double.NaN, 2).summary().toString(),
        is(
            "count=3,sum=NaN,mean=NaN,min=NaN,max=NaN,variance=NaN,stddev=NaN,"
                + "first=1.0,last=2.0"));
  }

  @Test
  public void infinitiesFollowIeee754AndHaveNoSpread() {
    assertThat(
        of(ALL, 1, INFINITY).summary().toString(),
        is(
            "count=2,sum=Infinity,mean=Infinity,min=1.0,max=Infinity,variance=NaN,stddev=NaN,"
                + "first=1.0,last=Infinity"));
    assertThat(get(of(ALL, INFINITY, -INFINITY).summary(), Statistic.MEAN), is(Double.NaN));
  }

  @Test
  public void onlyWhatIsTooLargeOverflows() {
    Summary summary = of(ALL, MAX, -MAX, MAX, MAX).summary();
    assertThat(get(summary, Statistic.SUM), is(INFINITY));
    assertThat(get(summary, Statistic.MEAN), is(MAX / 2));
    assertThat(get(summary, Statistic.VARIANCE), is(INFINITY));
    // Differences from the mean: 1/2, 3/2, 1/2, 1/2; their squares sum up to 3; over 4 - 1 is 1.
    assertThat(get(summary, Statistic.STDDEV), is(MAX));
  }

  @Test
  public void onlyWhatIsTooSmallUnderflows() {
    // The variance is 8 / 2 of the square of the smallest double.
    Summary summary = of(ALL, MIN, 5 * MIN, 3 * MIN).summary();
    assertThat(get(summary, Statistic.MEAN), is(3 * MIN));
    assertThat(get(summary, Statistic.VARIANCE), is(0.0));
    assertThat(get(summary, Statistic.STDDEV), is(2 * MIN));
  }

  @Test
  public void negativeZeroIsTheSmallerZeroButNoSum() {
    Summary summary = of(ALL, 0.0, -0.0).summary();
    assertThat(get(summary, Statistic.MIN), is(-0.0));
    assertThat(get(summary, Statistic.MAX), is(0.0));
    assertThat(get(summary, Statistic.LAST), is(-0.0));
    assertThat(get(of(ALL, -0.0).summary(), Statistic.SUM), is(0.0));
    assertThat(get(of(ALL, -0.0).summary(), Statistic.MAX), is(-0.0));
  }

  @Test
  public void firstAndLastAreByEventTimeNotByArrival() {
    SummaryAccumulator readings = new SummaryAccumulator(ALL);
    readings.add(0, 2);
    readings.add(5, 3);
    readings.add(-5, 1);
    assertThat(get(readings.summary(), Statistic.FIRST), is(1.0));
    assertThat(get(readings.summary(), Statistic.LAST), is(3.0));
  }

  @Test
  public void amongEqualTimesFirstIsTheSmallestAndLastTheLargest() {
    Summary summary =
        of(ALL, List.of(Reading.of(7, 2), Reading.of(7, 1), Reading.of(7, 3))).summary();
    assertThat(get(summary, Statistic.FIRST), is(1.0));
    assertThat(get(summary, Statistic.LAST), is(3.0));
  }

  @Test
  public void amongEqualTimesNanIsTheLargest() {
    Summary summary =
        of(ALL, List.of(Reading.of(7, Double.NaN), Reading.of(7, INFINITY))).summary();
    assertThat(get(summary, Statistic.FIRST), is(INFINITY));
    assertThat(get(summary, Statistic.LAST), is(Double.NaN));
  }

  @Test
  public void theEarliestAndTheLatestTimeAreTimes() {
    double[] values = {Double.NaN, -INFINITY};
    for (double value : values) {
      Summary earliest = of(ALL, List.of(Reading.of(Long.MIN_VALUE, value))).summary();
      assertThat(get(earliest, Statistic.LAST), is(value));
      Summary latest = of(ALL, List.of(Reading.of(Long.MAX_VALUE, value))).summary();
      assertThat(get(latest, Statistic.FIRST), is(value));
    }
  }

  @Test
  public void summaryDoesNotChangeWhileMoreIsCollected() {
    SummaryAccumulator readings = of(ALL, 1);
    Summary one = readings.summary();
    readings.add(9, 2);
    assertThat(one, is(of(ALL, 1).summary()));
    assertThat(readings, is(of(ALL, List.of(Reading.of(0, 1), Reading.of(9, 2)))));
    assertThat(readings, is(not(equalTo(of(ALL, 1)))));
  }

  @Test
  public void extremesAndEdgesCannotBeRemoved() {
    SummaryAccumulator readings = of(Statistics.parse("mean,min,last"), 1, 2);
    Exception remove =
        assertThrows(UnsupportedOperationException.class, () -> readings.remove(0, 1));
    assertThat(
        remove.getMessage(), is("remove: min,last cannot be undone, asked for was mean,min,last"));
    Exception subtract =
        assertThrows(UnsupportedOperationException.class, () -> readings.subtract(readings));
    assertThat(
        subtract.getMessage(),
        is("subtract: min,last cannot be undone, asked for was mean,min,last"));
  }

  @Test
  public void noMoreIsRemovedThanThereIs() {
    SummaryAccumulator readings = of(REMOVABLE, 1);
    Exception subtract =
        assertThrows(IllegalStateException.class, () -> readings.subtract(of(REMOVABLE, 1, 2)));
    assertThat(subtract.getMessage(), is("subtract: 2 of 1 readings"));
    readings.remove(0, 1);
    assertThat(readings, is(new SummaryAccumulator(REMOVABLE)));
    Exception remove = assertThrows(IllegalStateException.class, () -> readings.remove(0, 1));
    assertThat(remove.getMessage(), is("remove: 1 of 0 readings"));
  }

  @Test
  public void onlyAccumulatorsOfTheSameStatisticsMerge() {
    SummaryAccumulator readings = of(Statistics.parse("count,mean"), 1);
    Exception merge =
        assertThrows(IllegalArgumentException.class, () -> readings.merge(of(REMOVABLE, 1)));
    assertThat(
        merge.getMessage(), is("merge(count,sum,mean,variance,stddev): must be of count,mean"));
    readings.merge(of(Statistics.parse("mean,count"), 3));
    assertThat(readings.summary().toString(), is("count=2,mean=2.0"));
  }

  private static SummaryAccumulator of(Statistics statistics, double... values) {
    SummaryAccumulator readings = new SummaryAccumulator(statistics);
    for (int i = 0; i < values.length; i++) {
      readings.add(i, values[i]);
    }
    return readings;
  }

  private static SummaryAccumulator of(Statistics statistics, List<Reading> values) {
    SummaryAccumulator readings = new SummaryAccumulator(statistics);
    values.forEach(readings::add);
    return readings;
  }

  private static double get(Summary summary, Statistic statistic) {
    return summary.value(statistic).getAsDouble();
  }

  private static String hex(SummaryAccumulator readings) throws Exception {
    return Encoding.hex(SummaryAccumulator.coder(), readings);
  }
}
