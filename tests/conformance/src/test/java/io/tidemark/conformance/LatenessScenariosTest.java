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

/**
 * The five scenarios of a reading and the watermark, for every kind of window and both
 * accumulations, across 1970, on every runner that can play a test stream.
 *
 * <p>Each story has a window from 00:00 to 24:00 (a day, so that the calendar can take part) and an
 * allowed lateness of one hour.
 */
@RunWith(Parameterized.class)
public class LatenessScenariosTest {
  private static final String FIXED = "fixed:24h";
  private static final String SLIDING = "sliding:48h/24h";
  private static final String CALENDAR = "calendar:day";

  /** Each combination of runner, windows, accumulation and plan. */
  @Parameters(name = "{0} {1} {2} {3}")
  public static List<Object[]> cases() {
    List<Object[]> cases = new ArrayList<>();
    for (TestRunner runner : List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM)) {
      for (String windows : List.of(FIXED, SLIDING, CALENDAR)) {
        for (Accumulation accumulation : Accumulation.values()) {
          for (Plan plan : Plan.values()) {
            cases.add(new Object[] {runner, windows, accumulation, plan});
          }
        }
      }
    }
    return cases;
  }

  @Rule public final TestPipeline pipeline;

  private final TestRunner runner;
  private final Windowing windowing;
  private final Accumulation accumulation;
  private final Plan plan;

  /** The second day of the story is the first of 1970. */
  private final Timeline beginning = Timeline.from("1969-12-31T00:00:00Z");

  public LatenessScenariosTest(
      TestRunner runner, String windows, Accumulation accumulation, Plan plan) {
    this.plan = plan;
    this.runner = runner;
    this.windowing = Windowing.parse(windows);
    this.accumulation = accumulation;
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  @Test
  public void onTime() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .at("00:05", "blue", 7)
            .watermark("24:00"); // passes the end: the window fires

    tell(story, Firing.onTime())
        .gives(rows("ON_TIME 0: 2 readings, sum 12.0"))
        .isLateFor()
        .accountsFor(2, 0);
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
            .at("00:05", "blue", 7)
            .pass(Duration.ofMinutes(2)) // early firing
            .at("00:06", "blue", 1)
            .watermark("72:00");

    tell(story, Firing.onTime().withEarly(Duration.ofMinutes(1)))
        .gives(
            discarding()
                ? rows(
                    "EARLY 0: 1 readings, sum 5.0",
                    "EARLY 1: 1 readings, sum 7.0",
                    "ON_TIME 2: 1 readings, sum 1.0")
                : rows(
                    "EARLY 0: 1 readings, sum 5.0",
                    "EARLY 1: 2 readings, sum 12.0",
                    "ON_TIME 2: 3 readings, sum 13.0"))
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void speculativeWithNothingNewAtTheEnd() {
    assumeTrue("Flink cannot advance processing time", runner.advancesProcessingTime());
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .pass(Duration.ofMinutes(2)) // early firing
            .watermark("72:00");

    tell(story, Firing.onTime().withEarly(Duration.ofMinutes(1)))
        .gives(
            discarding()
                ? rows("EARLY 0: 1 readings, sum 5.0")
                : rows("EARLY 0: 1 readings, sum 5.0", "ON_TIME 1: 1 readings, sum 5.0"))
        .accountsFor(1, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void unobservablyLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("12:00") // passes the next reading, but not the end of its window
            .at("00:05", "blue", 7)
            .watermark("24:00");

    tell(story, Firing.onTime())
        .gives(rows("ON_TIME 0: 2 readings, sum 12.0"))
        .isLateFor()
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void observablyLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("24:00") // passes the end: fires
            .at("00:05", "blue", 7) // within the allowed lateness: a revision
            .watermark("24:30")
            .at("00:06", "blue", 1); // and another

    String second = discarding() ? "LATE 1: 1 readings, sum 7.0" : "LATE 1: 2 readings, sum 12.0";
    String third = discarding() ? "LATE 2: 1 readings, sum 1.0" : "LATE 2: 3 readings, sum 13.0";
    List<String> expected = new ArrayList<>();
    expected.add("blue 00:00-24:00 ON_TIME 0: 1 readings, sum 5.0");
    expected.add("blue 00:00-24:00 " + second);
    expected.add("blue 00:00-24:00 " + third);
    if (isSliding()) {
      // This one ends at the same time; the next of the reading has begun at 00:00.
      expected.replaceAll(row -> row.replace("00:00-24:00", "-24:00-24:00"));
      expected.add("blue 00:00-48:00 ON_TIME 0: 3 readings, sum 13.0");
    }

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
        .gives(expected.toArray(new String[0]))
        .isLateFor()
        .accountsFor(3, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void observablyLateAsTheFirstOfItsWindow() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "red", 5)
            .watermark("24:30")
            .at("00:05", "blue", 7); // the window of blue was empty when it ended

    List<String> expected = new ArrayList<>();
    String first = isSliding() ? "-24:00-24:00" : "00:00-24:00";
    expected.add("red " + first + " ON_TIME 0: 1 readings, sum 5.0");
    expected.add("blue " + first + " LATE 0: 1 readings, sum 7.0");
    if (isSliding()) {
      expected.add("red 00:00-48:00 ON_TIME 0: 1 readings, sum 5.0");
      expected.add("blue 00:00-48:00 ON_TIME 0: 1 readings, sum 7.0");
    }

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
        .gives(expected.toArray(new String[0]))
        .accountsFor(2, 0);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void droppablyLate() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:03", "blue", 5)
            .watermark("25:00") // one millisecond after the last at which it takes readings
            .at("00:04", "blue", 2)
            .watermark("73:00") // all its windows, also the sliding ones, have closed
            .at("00:05", "blue", 7);

    List<String> expected = new ArrayList<>();
    String first = isSliding() ? "-24:00-24:00" : "00:00-24:00";
    expected.add("blue " + first + " ON_TIME 0: 1 readings, sum 5.0");
    if (isSliding()) {
      expected.add("blue 00:00-48:00 ON_TIME 0: 2 readings, sum 7.0");
    }

    tell(story, Firing.onTime().withAllowedLateness(Duration.ofHours(1)))
        .gives(expected.toArray(new String[0]))
        .isLateFor(
            isSliding()
                ? new String[] {"blue 00:05 7.0, watermark 73:00"}
                : new String[] {
                  "blue 00:04 2.0, watermark 25:00", "blue 00:05 7.0, watermark 73:00"
                })
        .accountsFor(isSliding() ? 2 : 1, isSliding() ? 1 : 2);
    pipeline.run().waitUntilFinish();
  }

  /** The rows of a reading's windows that have all the same history. */
  private String[] rows(String... histories) {
    List<String> windows =
        isSliding() ? List.of("-24:00-24:00", "00:00-48:00") : List.of("00:00-24:00");
    return windows.stream()
        .flatMap(window -> List.of(histories).stream().map(h -> "blue " + window + " " + h))
        .toArray(String[]::new);
  }

  private Story tell(Timeline story, Firing firing) {
    return Story.tell(
        pipeline,
        story,
        Averages.<String>perKey()
            .withWindowing(windowing)
            .withFiring(firing.withAccumulation(accumulation))
            .withPlan(plan)
            .withStatistics(Statistics.parse("count,sum")));
  }

  private boolean isSliding() {
    return windowing.equals(Windowing.parse(SLIDING));
  }

  private boolean discarding() {
    return accumulation == Accumulation.DISCARDING;
  }
}
