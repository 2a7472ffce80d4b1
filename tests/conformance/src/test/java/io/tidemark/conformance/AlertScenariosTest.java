// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.alerts.Aggregate;
import io.tidemark.transforms.alerts.Alert;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.AlertsResult;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Each step of an alert against the watermark, and what late readings make of it. */
@RunWith(Parameterized.class)
public class AlertScenariosTest {
  private static final Rule HOT =
      Rule.of("hot", Condition.above(30, 28)).withDuration(Duration.ofMinutes(5));

  /** The runners that can play a test stream. */
  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM);
  }

  @org.junit.Rule public final TestPipeline pipeline;

  private final Timeline beginning = Timeline.from("2026-01-01T00:00:00Z");

  private final TestRunner runner;

  public AlertScenariosTest(TestRunner runner) {
    this.runner = runner;
    this.pipeline = TestPipeline.fromOptions(runner.options());
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
        HOT.withGroup(Group.byKeyParts(2, List.of(0)).withAtLeast(2)),
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

  /** Of the mean of each ten minutes, which may be half an hour late. */
  private void tellOfMeans(Timeline story, Rule rule, String... steps) {
    Statistics mean = Statistics.parse("mean");
    Duration lateness = Duration.ofMinutes(30);
    tell(
        story,
        pipeline
            .apply("Story", story.end())
            .apply("Series", ParDo.of(new SeriesFn()))
            .setCoder(KvCoder.of(Series.coder(), DoubleCoder.of()))
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse("fixed:10m"))
                    .withFiring(Firing.onTime().withAllowedLateness(lateness))
                    .withStatistics(mean))
            .results()
            .apply(
                "Alerts", Alerts.by(List.of(rule)).withAllowedLateness(lateness).overResults(mean)),
        steps);
  }

  private AlertsResult tell(Timeline story, Rule rule, Duration lateness, String... steps) {
    return tell(story, List.of(rule), lateness, steps);
  }

  private AlertsResult tell(Timeline story, List<Rule> rules, Duration lateness, String... steps) {
    return tell(story, Alerts.by(rules).withAllowedLateness(lateness), steps);
  }

  private AlertsResult tell(Timeline story, Alerts alerts, String... steps) {
    return tell(
        story,
        pipeline
            .apply("Story", story.end())
            .apply("Blocks", ParDo.of(new BlockFn()))
            .setCoder(ReadingBlock.coder())
            .apply("Alerts", alerts.overBlocks()),
        steps);
  }

  private static AlertsResult tell(Timeline story, AlertsResult result, String... steps) {
    long zero = story.millis("00:00");
    PAssert.that(
            result
                .alerts()
                .apply(
                    "Text",
                    MapElements.into(TypeDescriptors.strings())
                        .via((Alert alert) -> text(zero, alert))))
        .containsInAnyOrder(List.of(steps));
    return result;
  }

  private static String text(long zero, Alert alert) {
    Timeline clock = Timeline.from(java.time.Instant.ofEpochMilli(zero).toString());
    return String.format(
        "%s %s %s since %s %s",
        alert.series().key(),
        alert.state(),
        clock.time(alert.time()),
        clock.time(alert.since()),
        alert.reason());
  }

  /** Makes a series of the name. */
  private static final class SeriesFn extends DoFn<KV<String, Double>, KV<Series, Double>> {
    @ProcessElement
    public void name(@Element KV<String, Double> reading, OutputReceiver<KV<Series, Double>> out) {
      out.output(KV.of(Series.of(reading.getKey(), "temperature"), reading.getValue()));
    }
  }

  /** Makes a block of each reading. */
  private static final class BlockFn extends DoFn<KV<String, Double>, ReadingBlock> {
    @ProcessElement
    public void block(
        @Element KV<String, Double> reading,
        @Timestamp Instant time,
        OutputReceiver<ReadingBlock> out)
        throws CoderException {
      Series series = Series.of(reading.getKey(), "temperature");
      ReadingBlock.Builder block = new ReadingBlock.Builder(1);
      int number = block.seriesOf(CoderUtils.encodeToByteArray(Series.coder(), series));
      block.add(number, time.getMillis(), reading.getValue());
      out.output(block.build());
    }
  }
}
