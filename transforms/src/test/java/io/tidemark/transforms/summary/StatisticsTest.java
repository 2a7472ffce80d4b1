// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class StatisticsTest {
  private static final String ALL = "count,sum,mean,min,max,variance,stddev,first,last";

  @Test
  public void parsedStatisticsKeepTheirOrderAndPrintBack() {
    Statistics statistics = Statistics.parse("last,mean,count");
    assertThat(statistics.asList(), contains(Statistic.LAST, Statistic.MEAN, Statistic.COUNT));
    assertThat(statistics.toString(), is("last,mean,count"));
    assertThat(Statistics.parse(ALL).toString(), is(ALL));
  }

  @Test
  public void spacesAroundNamesAreIgnored() {
    assertThat(Statistics.parse(" count , mean "), is(Statistics.parse("count,mean")));
  }

  @Test
  public void defaultIsCountMeanMinMax() {
    assertThat(Statistics.DEFAULT, is(Statistics.parse("count,mean,min,max")));
  }

  @Test
  public void unknownAndEmptyNamesAreErrors() {
    assertThat(refusal("avg"), is("statistics 'avg': must be some of " + ALL));
    assertThat(refusal("count,Mean"), is("statistics 'Mean': must be some of " + ALL));
    assertThat(refusal(""), is("statistics '': must be some of " + ALL));
    assertThat(refusal("count,"), is("statistics '': must be some of " + ALL));
    Exception e = assertThrows(IllegalArgumentException.class, Statistics::of);
    assertThat(e.getMessage(), is("statistics '': must be some of " + ALL));
  }

  @Test
  public void duplicatesAreErrors() {
    assertThat(
        refusal("mean,count,mean"), is("statistics 'mean,count,mean': 'mean' is there twice"));
  }

  @Test
  public void equalityHeedsTheOrder() {
    assertThat(Statistics.parse("min,max"), is(Statistics.of(Statistic.MIN, Statistic.MAX)));
    assertThat(Statistics.parse("min,max"), is(not(equalTo(Statistics.parse("max,min")))));
  }

  @Test
  public void knowsWhatItContains() {
    assertThat(Statistics.DEFAULT.contains(Statistic.MEAN), is(true));
    assertThat(Statistics.DEFAULT.contains(Statistic.SUM), is(false));
  }

  @Test
  public void onlySumsAreRemovable() {
    assertThat(Statistics.parse("count,sum,mean,variance,stddev").isRemovable(), is(true));
    assertThat(Statistics.parse("mean,min").isRemovable(), is(false));
    assertThat(Statistics.parse("last").isRemovable(), is(false));
  }

  @Test
  public void survivesSerialization() {
    Statistics statistics = Statistics.parse("last,mean");
    assertThat(SerializableUtils.ensureSerializable(statistics), is(statistics));
  }

  private static String refusal(String text) {
    return assertThrows(IllegalArgumentException.class, () -> Statistics.parse(text)).getMessage();
  }
}
