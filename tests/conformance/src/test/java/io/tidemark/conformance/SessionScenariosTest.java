// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.firing.Accumulation;
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

/** The scenarios of a reading and the watermark for sessions with a gap of ten minutes. */
@RunWith(Parameterized.class)
public class SessionScenariosTest {
  /** Each combination of runner, accumulation and plan. */
  @Parameters(name = "{0} {1} {2}")
  public static List<Object[]> cases() {
    List<Object[]> cases = new ArrayList<>();
    for (TestRunner runner : List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM)) {
      for (Accumulation accumulation : Accumulation.values()) {
        for (Plan plan : Plan.values()) {
          cases.add(new Object[] {runner, accumulation, plan});
        }
      }
    }
    return cases;
  }

  @Rule public final TestPipeline pipeline;

  private final TestRunner runner;
  private final Accumulation accumulation;
  private final Plan plan;
  private final Timeline beginning = Timeline.from("1969-12-31T23:55:00Z");

  public SessionScenariosTest(TestRunner runner, Accumulation accumulation, Plan plan) {
    this.runner = runner;
    this.accumulation = accumulation;
    this.plan = plan;
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void onTime() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .at("00:09", "blue", 7) // joins
            .at("00:19", "blue", 1) // ten minutes after: a session of its own
            .watermark("00:30");

    tell(story, Firing.onTime())
        .gives(
            "blue 00:03-00:19 ON_TIME 0: 2 readings, sum 12.0",
            "blue 00:19-00:29 ON_TIME 0: 1 readings, sum 1.0")
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void speculative() {
    assumeTrue("Flink cannot advance processing time", runner.advancesProcessingTime());
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .pass(Duration.ofMinutes(2)) // early firing
            .at("00:03", "blue", 7) // the same session to the millisecond
            .pass(Duration.ofMinutes(2)) // early firing
            .watermark("01:00");

    tell(story, Firing.onTime().withEarly(Duration.ofMinutes(1)))
        .gives(
            discarding()
                ? new String[] {
                  "blue 00:03-00:13 EARLY 0: 1 readings, sum 5.0",
                  "blue 00:03-00:13 EARLY 1: 1 readings, sum 7.0"
                }
                : new String[] {
                  "blue 00:03-00:13 EARLY 0: 1 readings, sum 5.0",
                  "blue 00:03-00:13 EARLY 1: 2 readings, sum 12.0",
                  "blue 00:03-00:13 ON_TIME 2: 2 readings, sum 12.0"
                })
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void unobservablyLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("00:10") // passes the next reading, but not the end of its session
            .at("00:05", "blue", 7)
            .watermark("00:30");

    tell(story, Firing.onTime())
        .gives("blue 00:03-00:15 ON_TIME 0: 2 readings, sum 12.0")
        .isLateFor()
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void observablyLateInsideASession() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .at("00:09", "blue", 2)
            .watermark("00:20") // the session ended at 00:19: fires
            .at("00:05", "blue", 7); // inside it, within the allowed lateness

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
        .gives(
            "blue 00:03-00:19 ON_TIME 0: 2 readings, sum 7.0",
            discarding()
                ? "blue 00:03-00:19 LATE 1: 1 readings, sum 7.0"
                : "blue 00:03-00:19 LATE 1: 3 readings, sum 14.0")
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void observablyLateSoThatASessionGrows() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("00:20") // the session ended at 00:13: fires
            .at("00:05", "blue", 7); // makes it end at 00:15: a new window

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
        .gives(
            "blue 00:03-00:13 ON_TIME 0: 1 readings, sum 5.0",
            discarding()
                ? "blue 00:03-00:15 LATE 0: 1 readings, sum 7.0"
                : "blue 00:03-00:15 LATE 0: 2 readings, sum 12.0")
        .isLateFor()
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aReadingThatIsLateAloneJoinsTheSessionItIsIn() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .at("00:12", "blue", 2)
            .watermark("00:20") // the session goes on until 00:22
            .at("00:05", "blue", 7) // alone it would have ended at 00:15
            .watermark("01:00");

    tell(story, Firing.onTime())
        .gives("blue 00:03-00:22 ON_TIME 0: 3 readings, sum 14.0")
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aReadingBridgesTwoSessions() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:00", "blue", 1)
            .at("00:15", "blue", 2)
            .at("00:08", "blue", 4)
            .watermark("01:00");

    tell(story, Firing.onTime())
        .gives("blue 00:00-00:25 ON_TIME 0: 3 readings, sum 7.0")
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void droppablyLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("01:13") // the session ended an hour ago
            .at("00:05", "blue", 7);

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofMinutes(50)))
        .gives("blue 00:03-00:13 ON_TIME 0: 1 readings, sum 5.0")
        .isLateFor("blue 00:05 7.0, watermark 01:13")
        .accountsFor(1, 1);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aClosedSessionIsNotOpenedAgainByANeighbour() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("00:13") // the session has closed
            .at("00:08", "blue", 7) // overlaps it, and is open alone
            .watermark("01:00");

    tell(story, Firing.onTime())
        .gives(
            "blue 00:03-00:13 ON_TIME 0: 1 readings, sum 5.0",
            "blue 00:08-00:18 ON_TIME 0: 1 readings, sum 7.0")
        .isLateFor()
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  private Story tell(Timeline story, Firing firing) {
    return Story.tell(
        pipeline,
        story,
        Averages.<String>perKey()
            .withWindowing(Windowing.parse("session:10m"))
            .withFiring(firing.withAccumulation(accumulation))
            .withPlan(plan)
            .withStatistics(Statistics.parse("count,sum")));
  }

  private boolean discarding() {
    return accumulation == Accumulation.DISCARDING;
  }
}
