// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.util.OptionalDouble;
import org.junit.Test;

public class SummaryTest {
  @Test
  public void valuesAreThoseAskedFor() {
    Summary summary = of("max,count,mean", 1, 4);
    assertThat(summary.count(), is(2L));
    assertThat(summary.value(Statistic.COUNT), is(OptionalDouble.of(2)));
    assertThat(summary.value(Statistic.MEAN), is(OptionalDouble.of(2.5)));
    assertThat(summary.value(Statistic.MAX), is(OptionalDouble.of(4)));
  }

  @Test
  public void countIsThereUnasked() {
    assertThat(of("mean", 1, 4).count(), is(2L));
  }

  @Test
  public void whatWasNotAskedForIsAnError() {
    Summary summary = of("count,mean", 1, 4);
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> summary.value(Statistic.STDDEV));
    assertThat(e.getMessage(), is("value(stddev): must be one of count,mean"));
    assertThrows(IllegalArgumentException.class, () -> of("mean").value(Statistic.COUNT));
  }

  @Test
  public void undefinedValuesAreAbsent() {
    for (String statistic : new String[] {"mean", "min", "max", "first", "last"}) {
      Statistic asked = Statistics.parse(statistic).asList().get(0);
      assertThat(of(statistic).value(asked), is(OptionalDouble.empty()));
      assertThat(of(statistic, 1).value(asked), is(OptionalDouble.of(1)));
    }
    assertThat(of("variance", 1).value(Statistic.VARIANCE), is(OptionalDouble.empty()));
    assertThat(of("stddev", 1).value(Statistic.STDDEV), is(OptionalDouble.empty()));
    assertThat(of("sum").value(Statistic.SUM), is(OptionalDouble.of(0.0)));
  }

  @Test
  public void equalityIsToTheBitAndHeedsNoOrder() {
    assertThat(of("min,max", 1, 2), is(of("max,min", 2, 1)));
    assertThat(of("min", 0.0), is(not(equalTo(of("min", -0.0)))));
    assertThat(of("min", 1.0), is(not(equalTo(of("max", 1.0)))));
    assertThat(of("min", 1.0), is(not(equalTo(of("min", 1.0, 1.0)))));
    assertThat(of("min", Double.NaN), is(of("min", Double.NaN)));
  }

  private static Summary of(String statistics, double... values) {
    SummaryAccumulator readings = new SummaryAccumulator(Statistics.parse(statistics));
    for (double value : values) {
      readings.add(0, value);
    }
    return readings.summary();
  }
}
