// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.alerts.Aggregate;
import io.tidemark.transforms.alerts.AlertsResult;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Test;

/** Series that are watched together. */
public class AlertGroupsTest extends AlertStory {
  public AlertGroupsTest(TestRunner runner) {
    super(runner);
  }

  @Test
  public void aGroupIsWatchedAsOne() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "kitchen/oven", 40)
            .at("00:02", "kitchen/fridge", 4) // the mean is 22
            .at("00:03", "cellar/boiler", 60)
            .watermark("00:10")
            .at("00:12", "kitchen/fridge", 30) // 35
            .watermark("00:20")
            .at("00:20", "kitchen/oven", 10) // 20
            .watermark("01:00");

    tell(
        story,
        Rule.of("warm", Condition.above(30, 28))
            .withSeries("kitchen/*", "*")
            .withGroup(Group.byKeyParts(2, List.of(0))),
        Duration.ZERO,
        "kitchen FIRING 00:01 since 00:01 BEGAN",
        "kitchen RESOLVED 00:02 since 00:01 ENDED",
        "kitchen FIRING 00:12 since 00:12 BEGAN",
        "kitchen RESOLVED 00:20 since 00:12 ENDED");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aLateReadingOfAMemberUndoesTheAlertOfItsGroup() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "kitchen/oven", 31)
            .at("00:02", "kitchen/stove", 32)
            .watermark("00:10") // it has fired at 00:07
            .at("00:04", "kitchen/oven", 20)
            .watermark("01:00");

    tell(
        story,
        Rule.of("hot", Condition.above(30, 28))
            .withDuration(Duration.ofMinutes(5))
            .withGroup(Group.byKeyParts(2, List.of(0)).withAtLeast(2)),
        Duration.ofMinutes(30),
        "kitchen PENDING 00:02 since 00:02 BEGAN",
        "kitchen FIRING 00:07 since 00:02 HELD",
        "kitchen RESOLVED 00:04 since 00:02 LATE");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void membersThatBecomeStaleAreMissedWhenTheWatermarkHasPassedThat() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "kitchen/oven", 20)
            .at("00:02", "kitchen/fridge", 4)
            .at("00:06", "kitchen/fridge", 4)
            .watermark("00:30");

    Group alive =
        Group.byKeyParts(2, List.of(0))
            .withAggregate(Aggregate.COUNT)
            .withStale(Duration.ofMinutes(10));
    tell(
        story,
        Rule.of("few", Condition.below(2, 2)).withGroup(alive),
        Duration.ZERO,
        "kitchen FIRING 00:01 since 00:01 BEGAN", // one as yet
        "kitchen RESOLVED 00:02 since 00:01 ENDED",
        "kitchen FIRING 00:11 since 00:11 BEGAN");
    pipeline.run().waitUntilFinish();
  }

  @Test
  public void aReadingThatIsTooLateForItsSeriesAndGroupsIsToldOnce() {
    Timeline story =
        beginning
            .watermark("00:00")
            .at("00:01", "kitchen/oven", 20)
            .watermark("00:10")
            .at("00:04", "kitchen/oven", 50)
            .at("00:05", "cellar/boiler", 51) // only groups look at it
            .watermark("01:00");
    Group group = Group.byKeyParts(2, List.of(0));
    List<Rule> rules =
        List.of(
            Rule.of("hot", Condition.above(30, 28)).withSeries("kitchen/*", "*"),
            Rule.of("warm", Condition.above(30, 28)).withGroup(group),
            Rule.of("max", Condition.above(30, 28)).withGroup(group.withAggregate(Aggregate.MAX)));

    AlertsResult result = tell(story, rules, Duration.ZERO);

    PAssert.that(
            result
                .late()
                .apply(
                    "LateText",
                    MapElements.into(TypeDescriptors.strings())
                        .via(
                            (KV<Series, LateReading> late) ->
                                late.getKey().key() + " " + late.getValue().reading().value())))
        .containsInAnyOrder("kitchen/oven 50.0", "cellar/boiler 51.0");
    PAssert.thatSingleton(
            result.ledgers().apply("Parts", Flatten.pCollections()).apply("Total", Ledgers.total()))
        .isEqualTo(Ledger.of(0, 1, 2, 0, 0));
    pipeline.run().waitUntilFinish();
  }
}
