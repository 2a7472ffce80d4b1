// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import java.time.Duration;
import org.junit.Test;

/** What conditions measure, against numbers worked out by hand. */
public class ConditionTest {
  private static final double TINY = 1e-12;

  @Test
  public void aScoreIsByMedianAndMad() {
    // Median 3; deviations 2 1 0 1 97, MAD 1.
    assertThat(RobustScore.score(new double[] {1, 2, 3, 4, 100}, 8), closeTo(0.6745 * 5 / 1, TINY));
    // An even number: median 2.5; deviations 1.5 0.5 0.5 1.5, MAD 1.
    assertThat(RobustScore.score(new double[] {4, 1, 3, 2}, 0), closeTo(0.6745 * 2.5, TINY));
  }

  @Test
  public void withoutAMadTheMeanDeviationTakesItsPlace() {
    // Median 5, MAD 0, mean absolute deviation 4 / 5.
    assertThat(
        RobustScore.score(new double[] {5, 5, 5, 5, 9}, 7), closeTo(2 / (1.2533 * 0.8), TINY));
    assertThat(RobustScore.score(new double[] {5, 5, 5}, 5.1), is(Double.POSITIVE_INFINITY));
    assertThat(RobustScore.score(new double[] {5, 5, 5}, 5), is(0.0));
  }

  @Test
  public void aScoreIsKnownOnceThereAreEnoughValues() {
    Condition score = Condition.zScore(3.5, 3.5, 3);
    Past past = past(score, 1, 2);

    assertThat(score.measure(past, at(9, 100)), is(Double.NaN));
    past.add(at(3, 3), 3, 1);
    assertThat(score.measure(past, at(9, 100)), closeTo(0.6745 * 98, 1e-9));
    past.add(at(4, 10), 3, 1);
    assertThat("of the last three: 2 3 10", score.measure(past, at(9, 4)), closeTo(0.6745, TINY));
  }

  @Test
  public void aControlChartIsInDeviationsOfTheAverage() {
    Condition chart = Condition.ewma(3, 3, 3, 0.5);
    Past past = past(chart, 1, 2, 3);

    // Averages 1, 1.5, 2.25, and with 7: 4.625. Mean 2, s 1, of the average sqrt(0.5 / 1.5).
    assertThat(chart.measure(past, at(9, 7)), closeTo((4.625 - 2) / Math.sqrt(0.5 / 1.5), TINY));
    assertThat(chart.holds(3.1, false), is(true));
    assertThat(chart.holds(3.0, false), is(false));
  }

  @Test
  public void anInfinityIsNotRememberedByTheAverage() {
    Condition chart = Condition.ewma(3, 3, 3, 0.5);
    Past past = past(chart, 1, 2, Double.POSITIVE_INFINITY, 3, 1, 2);

    assertThat(past.average(), closeTo(1.8125, TINY)); // 1, 1.5, 2.25, 1.625, 1.8125
  }

  @Test
  public void aRateIsForATimeAndHasNoSign() {
    Condition rate = Condition.rate(5, 5, Duration.ofMinutes(1));
    Past past = past(rate, 10);

    assertThat(rate.measure(past, at(30_001, 7)), closeTo(6, TINY)); // 3 in half a minute
    assertThat("at the same time", rate.measure(past, at(1, 7)), is(Double.NaN));
    assertThat("of the first", rate.measure(new Past(), at(1, 7)), is(Double.NaN));
  }

  @Test
  public void limitsHaveHysteresis() {
    Condition band = Condition.outside(10, 40, 12, 38);

    assertThat(band.holds(40, false), is(false));
    assertThat(band.holds(41, false), is(true));
    assertThat(band.holds(39, true), is(true));
    assertThat(band.holds(38, true), is(false));
    assertThat(band.holds(9, false), is(true));
    assertThat(band.holds(11, true), is(true));
    assertThat(band.holds(12, true), is(false));
    assertThat(band.holds(Double.NaN, true), is(false));
    assertThat(Condition.above(3, 3).holds(Double.POSITIVE_INFINITY, false), is(true));
  }

  @Test
  public void limitsThatCannotBeAreRefused() {
    assertWrong("clear(31.0): must be <= 30.0", () -> Condition.above(30, 31));
    assertWrong("clear(29.0): must be >= 30.0", () -> Condition.below(30, 29));
    assertWrong("outside(5.0): must be < 5.0", () -> Condition.outside(5, 5, 5, 5));
    assertWrong("clear(4.0): must be >= 5.0", () -> Condition.outside(5, 9, 4, 8));
    assertWrong("limit(NaN): must be > 0", () -> Condition.zScore(Double.NaN, 1, 9));
    assertWrong("readings(2): must be 3 to 10000", () -> Condition.ewma(3, 3, 2, 0.5));
    assertWrong("weight(0.0): must be more than 0", () -> Condition.ewma(3, 3, 9, 0));
    assertWrong("silence(0): must be > 0", () -> Condition.silence(Duration.ZERO));
    assertWrong("per(0): must be > 0", () -> Condition.rate(3, 3, Duration.ZERO));
  }

  private static void assertWrong(String problem, Runnable making) {
    assertThat(
        assertThrows(IllegalArgumentException.class, making::run).getMessage(),
        containsString(problem));
  }

  private static Past past(Condition condition, double... values) {
    Past past = new Past();
    for (int i = 0; i < values.length; i++) {
      past.add(at(i + 1, values[i]), condition.memory(), condition.weight());
    }
    return past;
  }

  private static Sample at(long time, double value) {
    return new Sample(time, value, 0);
  }
}
