// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Windows of a number of readings, and the global window, against the watermark. */
@RunWith(Parameterized.class)
public class CountScenariosTest {
  /** Each combination of a runner that can play a test stream, and a plan. */
  @Parameters(name = "{0} {1}")
  public static List<Object[]> cases() {
    List<Object[]> cases = new ArrayList<>();
    for (TestRunner runner : List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM)) {
      for (Plan plan : Plan.values()) {
        cases.add(new Object[] {runner, plan});
      }
    }
    return cases;
  }

  @Rule public final TestPipeline pipeline;

  private final Plan plan;
  private final Timeline beginning = Timeline.from("1969-12-31T23:55:00Z");

  public CountScenariosTest(TestRunner runner, Plan plan) {
    this.plan = plan;
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void readingsAreCountedInTheOrderOfEventTime() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:06", "blue", 4)
            .at("00:03", "blue", 1)
            .at("00:05", "blue", 2) // before the first that came
            .at("00:04", "red", 9)
            .watermark("01:00");

    tell(story, "count:2", Duration.ZERO)
        .gives(
            "blue 00:03-00:05+1ms ON_TIME 0: 2 readings, sum 3.0",
            "blue 00:06-00:06+1ms ON_TIME 0: 1 readings, sum 4.0",
            "red 00:04-00:04+1ms ON_TIME 0: 1 readings, sum 9.0")
        .isLateFor()
        .accountsFor(4, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aWindowIsEmittedWhenTheWatermarkHasPassedIt() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:06", "blue", 4)
            .at("00:03", "blue", 1)
            .watermark("00:05") // the reading of 00:03 has its place, that of 00:06 has not
            .at("00:05", "blue", 2)
            .watermark("00:30")
            .at("00:40", "blue", 8)
            .at("00:04", "blue", 16); // its place has gone by

    tell(story, "count:2", Duration.ZERO)
        .gives(
            "blue 00:03-00:05+1ms ON_TIME 0: 2 readings, sum 3.0",
            "blue 00:06-00:40+1ms ON_TIME 0: 2 readings, sum 12.0")
        .isLateFor("blue 00:04 16.0, watermark 00:30")
        .accountsFor(4, 1);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingIsPutInItsPlace() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:06", "blue", 4)
            .at("00:03", "blue", 1)
            .watermark("00:30") // both are emitted
            .at("00:04", "blue", 2) // between them: 00:06 is in another window now
            .watermark("02:00");

    tell(story, "count:2", Duration.ofHours(1))
        .gives(
            "blue 00:03-00:06+1ms ON_TIME 0: 2 readings, sum 5.0",
            "blue 00:03-00:06+1ms WITHDRAWN 1: 0 readings, sum 0.0",
            "blue 00:03-00:04+1ms LATE 0: 2 readings, sum 3.0",
            "blue 00:06-00:06+1ms ON_TIME 0: 1 readings, sum 4.0")
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void anIntervalThatStaysIsRevised() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "blue", 1)
            .at("00:05", "blue", 2)
            .at("00:05", "blue", 4)
            .watermark("00:30")
            .at("00:03", "blue", 8) // the last of 00:05 is in another window now
            .watermark("02:00");

    tell(story, "count:3", Duration.ofHours(1))
        .gives(
            "blue 00:01-00:05+1ms ON_TIME 0: 3 readings, sum 7.0",
            "blue 00:01-00:05+1ms LATE 1: 3 readings, sum 11.0",
            "blue 00:05-00:05+1ms ON_TIME 0: 1 readings, sum 4.0")
        .isLateFor()
        .accountsFor(4, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingRevisesTheWindowsThatHoldIt() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "blue", 1)
            .at("00:03", "blue", 2)
            .at("00:04", "blue", 4)
            .at("00:05", "blue", 8)
            .watermark("00:30")
            .at("00:02", "blue", 16)
            .watermark("02:00");

    tell(story, "count:2/1", Duration.ofHours(1))
        .gives(
            "blue 00:01-00:01+1ms ON_TIME 0: 1 readings, sum 1.0",
            "blue 00:01-00:03+1ms ON_TIME 0: 2 readings, sum 3.0",
            "blue 00:03-00:04+1ms ON_TIME 0: 2 readings, sum 6.0",
            "blue 00:04-00:05+1ms ON_TIME 0: 2 readings, sum 12.0",
            "blue 00:01-00:03+1ms WITHDRAWN 1: 0 readings, sum 0.0",
            "blue 00:01-00:02+1ms LATE 0: 2 readings, sum 17.0",
            "blue 00:02-00:03+1ms LATE 0: 2 readings, sum 18.0")
        .isLateFor()
        .accountsFor(5, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aReadingIsLateWhenTheWatermarkIsPastItByMoreThanTheAllowedLateness() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 1)
            .watermark("01:04")
            .at("00:04", "blue", 2) // an hour
            .watermark("01:05")
            .at("00:04", "blue", 4); // more

    tell(story, "count:2", Duration.ofHours(1))
        .gives("blue 00:03-00:04+1ms LATE 0: 2 readings, sum 3.0")
        .isLateFor("blue 00:04 4.0, watermark 01:05")
        .accountsFor(2, 1);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void overlappingWindowsHoldTheLastReadings() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "blue", 1)
            .at("00:02", "blue", 2)
            .at("00:03", "blue", 4)
            .at("00:04", "blue", 8)
            .at("00:05", "blue", 16)
            .watermark("01:00");

    tell(story, "count:3/2", Duration.ZERO)
        .gives(
            "blue 00:01-00:02+1ms ON_TIME 0: 2 readings, sum 3.0",
            "blue 00:02-00:04+1ms ON_TIME 0: 3 readings, sum 14.0",
            "blue 00:04-00:05+1ms ON_TIME 0: 2 readings, sum 24.0")
        .accountsFor(5, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theGlobalWindowTakesEverythingHoweverLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 1)
            .watermark("20:00")
            .at("00:01", "blue", 2);

    tell(story, "global", Duration.ZERO)
        .gives("blue global ON_TIME 0: 2 readings, sum 3.0")
        .isLateFor()
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  private Story tell(Timeline story, String windows, Duration allowedLateness) {
    return Story.tell(
        pipeline,
        story,
        Averages.<String>perKey()
            .withWindowing(Windowing.parse(windows))
            .withFiring(Firing.onTime().withAllowedLateness(allowedLateness))
            .withStatistics(Statistics.parse("count,sum"))
            .withPlan(plan));
  }
}
