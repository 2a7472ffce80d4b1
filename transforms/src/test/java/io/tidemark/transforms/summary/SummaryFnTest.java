// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.tidemark.transforms.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.CombineFnTester;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.junit.Rule;
import org.junit.Test;

public class SummaryFnTest {
  private static final Statistics ALL =
      Statistics.parse("count,sum,mean,min,max,variance,stddev,first,last");

  @Rule public final transient TestPipeline pipeline = TestPipeline.create();

  @Test
  public void anyShardingAndOrderGivesTheSameSummary() {
    List<Reading> readings =
        readings(1e300, 3, -1e300, 0.1, Double.MIN_VALUE, 1e16, 1, -1e16, 0.1, -7, 1e-300);
    CombineFnTester.testCombineFn(SummaryFn.of(ALL), readings, summaryOf(readings));
  }

  @Test
  public void anyShardingAndOrderOfNanAndInfinitiesGivesTheSameSummary() {
    List<Reading> readings =
        readings(1, Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY, 2, -0.0);
    CombineFnTester.testCombineFn(SummaryFn.of(ALL), readings, summaryOf(readings));
  }

  @Test
  public void mergingNothingGivesNothing() {
    SummaryFn fn = SummaryFn.of(ALL);
    assertThat(fn.mergeAccumulators(List.of()), is(fn.createAccumulator()));
  }

  @Test
  public void combinesPerKey() {
    PCollection<KV<String, Summary>> summaries =
        pipeline
            .apply(
                Create.of(
                        KV.of("north", Reading.of(0, 1e16)),
                        KV.of("south", Reading.of(0, 20.5)),
                        KV.of("north", Reading.of(2, -1e16)),
                        KV.of("north", Reading.of(1, 3)))
                    .withCoder(KvCoder.of(StringUtf8Coder.of(), Reading.coder())))
            .apply(Combine.perKey(SummaryFn.of(ALL)));
    PAssert.that(summaries)
        .containsInAnyOrder(
            List.of(
                KV.of("north", summaryOf(readings(1e16, 3, -1e16))),
                KV.of("south", summaryOf(readings(20.5)))));
    pipeline.run();
  }

  @Test
  public void nothingIsSummedUpGlobally() {
    PCollection<Summary> summary =
        pipeline
            .apply(Create.empty(Reading.coder()))
            .apply(Combine.globally(SummaryFn.of(Statistics.DEFAULT)));
    PAssert.thatSingleton(summary).isEqualTo(new SummaryAccumulator(Statistics.DEFAULT).summary());
    pipeline.run();
  }

  @Test
  public void displayDataShowsTheStatistics() {
    DisplayData displayData = DisplayData.from(SummaryFn.of(Statistics.parse("mean,count")));
    List<Object> values = displayData.items().stream().map(DisplayData.Item::getValue).toList();
    assertThat(values, is(List.of("mean,count")));
  }

  private static List<Reading> readings(double... values) {
    List<Reading> readings = new ArrayList<>();
    Arrays.stream(values).forEach(value -> readings.add(Reading.of(readings.size(), value)));
    return readings;
  }

  private static Summary summaryOf(List<Reading> readings) {
    SummaryAccumulator accumulator = new SummaryAccumulator(ALL);
    readings.forEach(accumulator::add);
    return accumulator.summary();
  }
}
