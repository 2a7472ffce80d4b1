// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.alerts.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.Test;

/** What is told of a series that is silent, or forgotten. */
public class AlertSilenceTest extends AlertStory {
  public AlertSilenceTest(TestRunner runner) {
    super(runner);
  }

  @Test
  public void silenceBeginsWhenTheWatermarkHasPassedItAndEndsWithAReading() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 20)
            .at("00:02", "fridge", 4)
            .watermark("00:30")
            .at("00:35", "oven", 20)
            .watermark("00:36");

    tell(
        story,
        Rule.of("dead", Condition.silence(Duration.ofMinutes(10))),
        Duration.ZERO,
        "oven FIRING 00:11 since 00:11 BEGAN",
        "oven RESOLVED 00:35 since 00:11 ENDED",
        "fridge FIRING 00:12 since 00:12 BEGAN");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theEndOfTheInputIsNotSilence() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 20)
            .at("00:02", "fridge", 4)
            .at("00:11", "oven", 20); // and then no more of anything

    tell(
        story,
        Rule.of("dead", Condition.silence(Duration.ofMinutes(9))),
        Duration.ZERO,
        "oven FIRING 00:10 since 00:10 BEGAN",
        "oven RESOLVED 00:11 since 00:10 ENDED",
        "fridge FIRING 00:11 since 00:11 BEGAN");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aStandstillIsToldThoughTheWatermarkStandsStill() {
    assumeTrue(runner.advancesProcessingTime());
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 20)
            .pass(Duration.ofMinutes(3))
            .at("00:02", "oven", 21) // it begins anew
            .pass(Duration.ofMinutes(3))
            .at("00:01", "oven", 22) // not newer
            .pass(Duration.ofMinutes(3)) // the sixth minute without a newer one
            .at("00:09", "oven", 23);

    tell(
        story,
        Rule.of("down", Condition.standstill(Duration.ofMinutes(5))),
        Duration.ofMinutes(30),
        "oven FIRING 00:02 since 00:02 BEGAN",
        "oven RESOLVED 00:09 since 00:02 ENDED");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void theEndOfTheInputIsNoStandstill() {
    Timeline story = beginning.watermark("00:00").at("00:01", "oven", 20);

    tell(story, Rule.of("down", Condition.standstill(Duration.ofHours(1))), Duration.ZERO);
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aStandstillIsResolvedWhenItsSeriesIsForgotten() {
    assumeTrue(runner.advancesProcessingTime());
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 20)
            .pass(Duration.ofMinutes(6))
            .at("02:00", "fridge", 4)
            .watermark("02:00")
            .at("00:01", "oven", 20) // the one that is forgotten
            .pass(Duration.ofMinutes(3));

    tell(
        story,
        Alerts.by(List.of(Rule.of("down", Condition.standstill(Duration.ofMinutes(5)))))
            .withForget(Duration.ofHours(1)),
        "oven FIRING 00:01 since 00:01 BEGAN",
        "oven RESOLVED 01:01 since 00:01 FORGOTTEN");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aSilentSeriesIsForgottenWithItsOpenAlertsAndThenBeginsAnew() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 31)
            .at("00:02", "kitchen/oven", 31)
            .watermark("01:30")
            .at("02:00", "oven", 31)
            .watermark("02:30");
    Rule hot = Rule.of("hot", Condition.above(30, 28));

    tell(
        story,
        Alerts.by(
                List.of(
                    hot.withSeries("oven", "*"),
                    Rule.of("dead", Condition.silence(Duration.ofMinutes(30)))
                        .withSeries("oven", "*"),
                    Rule.of("one", Condition.above(30, 28))
                        .withSeries("kitchen/*", "*")
                        .withGroup(Group.byKeyParts(2, List.of(0)).withAtLeast(1))))
            .withAllowedLateness(Duration.ofMinutes(10))
            .withForget(Duration.ofHours(1)),
        "oven FIRING 00:01 since 00:01 BEGAN",
        "oven FIRING 00:31 since 00:31 BEGAN",
        "oven RESOLVED 01:01 since 00:01 FORGOTTEN",
        "oven RESOLVED 01:01 since 00:31 FORGOTTEN",
        "kitchen FIRING 00:02 since 00:02 BEGAN",
        "kitchen RESOLVED 01:02 since 00:02 ENDED",
        "oven FIRING 02:00 since 02:00 BEGAN");
    pipeline.run().waitUntilFinish();
  }
}
