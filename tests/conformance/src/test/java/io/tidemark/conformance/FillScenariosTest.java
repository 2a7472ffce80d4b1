// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What stands for windows in which nothing came, against the watermark. */
@RunWith(Parameterized.class)
public class FillScenariosTest {
  /** The runners that can play a test stream. */
  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM);
  }

  @Rule public final TestPipeline pipeline;

  private final Timeline beginning = Timeline.from("1969-12-31T00:00:00Z");

  public FillScenariosTest(TestRunner runner) {
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void theNumbersBeforeStayUntilALateReadingReplacesThem() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("00:31") // two windows have ended without a reading
            .at("00:15", "blue", 2) // in the first of them
            .watermark("02:00")
            .at("02:05", "blue", 7)
            .watermark("02:10");

    tell(story, "fixed:10m", "previous", Duration.ofMinutes(30))
        .gives(
            "blue 00:00-00:10 ON_TIME 0: 1 readings, sum 5.0",
            "blue 00:10-00:20 FILLED 0: 0 readings, sum 5.0",
            "blue 00:20-00:30 FILLED 0: 0 readings, sum 5.0",
            "blue 00:10-00:20 LATE 0: 1 readings, sum 2.0",
            // By the late one, no longer than half an hour after it.
            "blue 00:30-00:40 FILLED 0: 0 readings, sum 2.0",
            "blue 00:40-00:50 FILLED 0: 0 readings, sum 2.0",
            "blue 02:00-02:10 ON_TIME 0: 1 readings, sum 7.0",
            "blue 02:10-02:20 FILLED 0: 0 readings, sum 7.0",
            "blue 02:20-02:30 FILLED 0: 0 readings, sum 7.0",
            "blue 02:30-02:40 FILLED 0: 0 readings, sum 7.0")
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLineIsDrawnWhenTheNextReadingIsThere() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 10)
            .at("00:33", "blue", 40)
            .at("00:01", "red", 1)
            .at("00:51", "red", 9) // too far for a line
            .watermark("00:30") // what is between is not known to be empty before
            .at("00:12", "blue", 0) // late for a window that has said nothing yet
            .watermark("01:00");

    tell(story, "fixed:10m", "linear", Duration.ofMinutes(30))
        .gives(
            "blue 00:00-00:10 ON_TIME 0: 1 readings, sum 10.0",
            "blue 00:10-00:20 LATE 0: 1 readings, sum 0.0",
            "blue 00:20-00:30 FILLED 0: 0 readings, sum 20.0",
            "blue 00:30-00:40 ON_TIME 0: 1 readings, sum 40.0",
            "red 00:00-00:10 ON_TIME 0: 1 readings, sum 1.0",
            "red 00:50-01:00 ON_TIME 0: 1 readings, sum 9.0")
        .accountsFor(5, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void daysAreFilledUntilTheSeriesIsForgotten() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .at("00:03", "red", 6)
            .at("49:00", "red", 7) // on the third day
            .watermark("96:00");

    tell(story, "calendar:day", "value(-1)", Duration.ofDays(2))
        .gives(
            "blue 00:00-24:00 ON_TIME 0: 1 readings, sum 5.0",
            "blue 24:00-48:00 FILLED 0: 0 readings, sum -1.0",
            "blue 48:00-72:00 FILLED 0: 0 readings, sum -1.0",
            "red 00:00-24:00 ON_TIME 0: 1 readings, sum 6.0",
            "red 24:00-48:00 FILLED 0: 0 readings, sum -1.0",
            "red 48:00-72:00 ON_TIME 0: 1 readings, sum 7.0",
            "red 72:00-96:00 FILLED 0: 0 readings, sum -1.0",
            "red 96:00-120:00 FILLED 0: 0 readings, sum -1.0")
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  private Story tell(Timeline story, String windows, String filling, Duration longest) {
    return Story.tell(
        pipeline,
        story,
        Averages.<String>perKey()
            .withWindowing(Windowing.parse(windows))
            .withFiring(Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
            .withStatistics(Statistics.parse("count,sum"))
            .withFilling(Filling.parse(filling, longest, longest)));
  }
}
