// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.alerts.AlertsResult;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import java.time.Duration;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Test;

/** Each step of an alert against the watermark, and what late readings make of it. */
public class AlertScenariosTest extends AlertStory {
  private static final Rule HOT =
      Rule.of("hot", Condition.above(30, 28)).withDuration(Duration.ofMinutes(5));

  public AlertScenariosTest(TestRunner runner) {
    super(runner);
  }

  @Test
  public void anAlertIsPendingThenFiresThenIsResolved() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:12", "oven", 27)
            .at("00:01", "oven", 31) // before the one that came first
            .at("00:03", "oven", 29) // not clear: it is over 28
            .watermark("00:20")
            .at("00:21", "oven", 20)
            .watermark("01:00");

    tell(
        story,
        HOT,
        Duration.ZERO,
        "oven PENDING 00:01 since 00:01 BEGAN",
        "oven FIRING 00:06 since 00:01 HELD",
        "oven RESOLVED 00:12 since 00:01 ENDED");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void whatDoesNotHoldForItsDurationNeverFires() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 31)
            .watermark("00:04") // pending, as far as is known
            .at("00:05", "oven", 20)
            .watermark("01:00");

    tell(
        story,
        HOT,
        Duration.ZERO,
        "oven PENDING 00:01 since 00:01 BEGAN",
        "oven RESOLVED 00:05 since 00:01 SHORT");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingUndoesAnAlert() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 31)
            .watermark("00:10") // it has fired at 00:06
            .at("00:04", "oven", 20) // late: it never held for five minutes
            .watermark("01:00");

    tell(
        story,
        HOT,
        Duration.ofMinutes(30),
        "oven PENDING 00:01 since 00:01 BEGAN",
        "oven FIRING 00:06 since 00:01 HELD",
        "oven RESOLVED 00:04 since 00:01 LATE");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingMovesTheBeginOfAnAlert() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:05", "oven", 31)
            .watermark("00:08")
            .at("00:02", "oven", 32)
            .watermark("00:09")
            .at("00:20", "oven", 20)
            .watermark("01:00");

    tell(
        story,
        HOT,
        Duration.ofMinutes(30),
        "oven PENDING 00:05 since 00:05 BEGAN",
        "oven RESOLVED 00:05 since 00:05 LATE",
        "oven PENDING 00:02 since 00:02 BEGAN",
        "oven FIRING 00:07 since 00:02 HELD",
        "oven RESOLVED 00:20 since 00:02 ENDED");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void readingsThatAreTooLateChangeNothingAndAreAccountedFor() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 31)
            .watermark("00:10")
            .at("00:04", "oven", 20) // more than five minutes behind
            .at("00:05", "oven", 29) // five minutes: just in time
            .watermark("01:00");

    AlertsResult result =
        tell(
            story,
            HOT,
            Duration.ofMinutes(5),
            "oven PENDING 00:01 since 00:01 BEGAN",
            "oven FIRING 00:06 since 00:01 HELD");
    PAssert.that(
            result
                .late()
                .apply(
                    "LateText",
                    MapElements.into(TypeDescriptors.doubles())
                        .via((KV<Series, LateReading> late) -> late.getValue().reading().value())))
        .containsInAnyOrder(20.0);
    PAssert.thatSingleton(
            result.ledgers().apply("Parts", Flatten.pCollections()).apply("Total", Ledgers.total()))
        .isEqualTo(Ledger.of(0, 2, 1, 0, 0));
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void flappingWithinTheCooldownIsOneAlert() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 31)
            .at("00:02", "oven", 20)
            .watermark("00:04")
            .at("00:05", "oven", 31)
            .at("00:06", "oven", 20)
            .watermark("01:00")
            .at("02:00", "oven", 20);

    tell(
        story,
        Rule.of("hot", Condition.above(30, 28)).withCooldown(Duration.ofMinutes(5)),
        Duration.ZERO,
        "oven FIRING 00:01 since 00:01 BEGAN",
        "oven RESOLVED 00:11 since 00:01 ENDED");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aRevisedWindowUndoesAnAlert() {
    assumeTrue(
        "the second of two keyed steps lags behind the story on Flink",
        runner.advancesProcessingTime());
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "oven", 40)
            .watermark("00:15") // the mean of the first ten minutes is 40
            .at("00:02", "oven", 2) // late: now it is 21
            .at("00:17", "oven", 20)
            .watermark("00:25") // that of the second is 20
            .at("00:12", "oven", 90) // late: now it is 55
            .watermark("01:00");

    tellOfMeans(
        story,
        Rule.of("hot", Condition.above(30, 28)),
        "oven FIRING 00:10 since 00:10 BEGAN",
        "oven RESOLVED 00:10 since 00:10 LATE",
        "oven FIRING 00:20 since 00:20 BEGAN");
    pipeline.run().waitUntilFinish();
  }
}
