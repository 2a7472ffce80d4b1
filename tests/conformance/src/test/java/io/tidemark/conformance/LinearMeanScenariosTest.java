// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Windows of ten minutes whose values run straight to the reading after them, ten minutes away. */
@RunWith(Parameterized.class)
public class LinearMeanScenariosTest {
  /** Those that can play a test stream. */
  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM);
  }

  @Rule public final TestPipeline pipeline;

  private final Timeline beginning = Timeline.from("1969-12-31T23:50:00Z");

  public LinearMeanScenariosTest(TestRunner runner) {
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void aResultWaitsForTheReadingAfterItsWindow() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:05", "blue", 0)
            .watermark("00:14") // passes the end, but not by the gap
            .at("00:15", "blue", 10) // on the way to it the window ends, at 5
            .watermark("00:20") // passes the end by the gap: fires
            .watermark("00:30");

    gives(
        tell(story, Duration.ZERO),
        "00:00-00:10 ON_TIME 0 timeWeightedMean(linear,10m)=2.5",
        "00:10-00:20 ON_TIME 0 timeWeightedMean(linear,10m)=8.75"); // from 5 to 10, then 10
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aReadingThatIsLateForItsWindowIsLateWhileTheResultIsWaitedWith() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:05", "blue", 0)
            .watermark("00:14")
            .at("00:09", "blue", 7) // its only window has closed
            .watermark("00:20");

    AveragesResult<String> averages = tell(story, Duration.ZERO);
    gives(averages, "00:00-00:10 ON_TIME 0 timeWeightedMean(linear,10m)=0.0");
    PCollection<Double> late =
        averages
            .late()
            .apply(
                "LateValues",
                MapElements.into(TypeDescriptors.doubles())
                    .via((KV<String, LateReading> kv) -> kv.getValue().reading().value()));
    PAssert.that(late).containsInAnyOrder(7.0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingRevisesTheWindowBeforeItsOwn() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:05", "blue", 0)
            .watermark("00:21") // fires without a reading after the window
            .at("00:15", "blue", 10)
            .at("00:17", "blue", 10) // there is one nearer
            .watermark("00:30");

    gives(
        tell(story, Duration.ofHours(1)),
        "00:00-00:10 ON_TIME 0 timeWeightedMean(linear,10m)=0.0",
        "00:00-00:10 LATE 1 timeWeightedMean(linear,10m)=2.5",
        "00:10-00:20 ON_TIME 0 timeWeightedMean(linear,10m)=8.75");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void resultsAreNotLateForWhatComesAfter() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:05", "blue", 0)
            .watermark("00:15")
            .watermark("00:25")
            .at("00:29", "blue", 1)
            .watermark("00:33")
            .watermark("00:45");

    PCollection<Long> counts =
        tell(story, Duration.ZERO)
            .results()
            .apply(
                "Strictly",
                Window.<KV<String, WindowResult>>into(
                        FixedWindows.of(org.joda.time.Duration.standardMinutes(10)))
                    .withAllowedLateness(org.joda.time.Duration.ZERO)
                    .discardingFiredPanes())
            .apply("Count", Count.perKey())
            .apply(
                "Counts",
                MapElements.into(TypeDescriptors.longs())
                    .via((KV<String, Long> kv) -> kv.getValue()))
            .apply("Together", Window.into(new GlobalWindows()));
    PAssert.that(counts).containsInAnyOrder(1L, 1L);
    pipeline.run().waitUntilFinish();
  }

  private AveragesResult<String> tell(Timeline story, Duration allowedLateness) {
    return pipeline
        .apply("Story", story.end())
        .apply(
            "Averages",
            Averages.<String>perKey()
                .withWindowing(Windowing.parse("fixed:10m"))
                .withFiring(Firing.onTime().withAllowedLateness(allowedLateness))
                .withStatistics(Statistics.parse("timeWeightedMean(linear,10m)")));
  }

  private void gives(AveragesResult<String> averages, String... rows) {
    String zero = java.time.Instant.ofEpochMilli(beginning.millis("00:00")).toString();
    PCollection<String> texts =
        averages
            .results()
            .apply(
                "Text",
                MapElements.into(TypeDescriptors.strings())
                    .via((KV<String, WindowResult> kv) -> text(Timeline.from(zero), kv.getValue())))
            .setCoder(StringUtf8Coder.of())
            .apply("All", Window.into(new GlobalWindows()));
    PAssert.that(texts).containsInAnyOrder(List.of(rows));
  }

  private static String text(Timeline clock, WindowResult result) {
    return String.format(
        "%s-%s %s %d %s",
        clock.time(result.window().orElseThrow().start()),
        clock.time(result.window().orElseThrow().end()),
        result.timing(),
        result.revision(),
        result.summary());
  }
}
