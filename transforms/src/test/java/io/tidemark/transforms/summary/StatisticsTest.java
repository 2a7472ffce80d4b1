// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;

import java.util.stream.Collectors;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Test;

public class StatisticsTest {
  private static final String ALL = "count,sum,mean,min,max,variance,stddev,first,last";
  private static final String ALLOWED =
      ALL
          + ",median,p99.9,distinct,delta,delta(counter),rate,rate(counter),ewma(5m),"
          + "timeWeightedMean(10m),timeWeightedMean(linear,10m)";

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
  public void parametersAreReadAndPrintedBack() {
    String text =
        "median,p0.001,p5,p99.9,distinct,delta,delta(counter),rate,rate(counter),ewma(90s),"
            + "timeWeightedMean(10m),timeWeightedMean(linear,1d)";
    Statistics statistics = Statistics.parse(text);

    assertThat(statistics.toString(), is(text));
    assertThat(SerializableUtils.ensureSerializable(statistics), is(statistics));
    assertThat(
        statistics.asList().stream().map(Statistic::columnName).collect(Collectors.joining(",")),
        is(
            "median,p0_001,p5,p99_9,distinct,delta,delta_counter,rate,rate_counter,ewma_90s,"
                + "time_weighted_mean_10m,time_weighted_mean_linear_1d"));
    assertThat(Statistics.parse("p50, ewma( 60s )").toString(), is("median,ewma(1m)"));
  }

  @Test
  public void parametersOutOfRangeAreErrors() {
    assertThat(
        refusal("p0"),
        is(
            "statistics 'p0': percentile(0.0): must be above 0 and below 100, with 3 digits after "
                + "the point at most"));
    assertThat(refusal("ewma(0s)"), is("statistics 'ewma(0s)': ewma(0s): must be from 1ms to 30d"));
    assertThat(
        refusal("timeWeightedMean(31d)"),
        is("statistics 'timeWeightedMean(31d)': timeWeightedMean(31d): must be from 1ms to 30d"));
    for (String text : new String[] {"p100", "p1.2345", "ewma", "ewma(5m", "ewma)", "mean(1s)"}) {
      assertThat(refusal(text), startsWith("statistics '" + text + "': must be some of count,sum"));
    }
    assertThat(refusal("ewma(soon)"), startsWith("statistics 'ewma(soon)': "));
    assertThat(refusal("p50,median"), is("statistics 'median,median': 'median' is there twice"));
  }

  @Test
  public void unknownAndEmptyNamesAreErrors() {
    assertThat(refusal("avg"), is("statistics 'avg': must be some of " + ALLOWED));
    assertThat(refusal("count,Mean"), is("statistics 'Mean': must be some of " + ALLOWED));
    assertThat(refusal(""), is("statistics '': must be some of " + ALLOWED));
    assertThat(refusal("count,"), is("statistics '': must be some of " + ALLOWED));
    Exception e = assertThrows(IllegalArgumentException.class, Statistics::of);
    assertThat(e.getMessage(), is("statistics '': must be some of " + ALLOWED));
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
