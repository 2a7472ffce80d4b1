// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.TestRunner;
import io.tidemark.testing.Timeline;
import io.tidemark.transforms.alerts.Alert;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.AlertsResult;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Firing;
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
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A story of readings, and the alerts that must come of it, on both runners. */
@RunWith(Parameterized.class)
public abstract class AlertStory {
  /** The runners that can play a test stream. */
  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_TEST_STREAM);
  }

  @org.junit.Rule public final TestPipeline pipeline;

  final Timeline beginning = Timeline.from("2026-01-01T00:00:00Z");
  final TestRunner runner;

  AlertStory(TestRunner runner) {
    this.runner = runner;
    this.pipeline = TestPipeline.fromOptions(runner.options());
  }

  /** Of the mean of each ten minutes, which may be half an hour late. */
  void tellOfMeans(Timeline story, Rule rule, String... steps) {
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

  AlertsResult tell(Timeline story, Rule rule, Duration lateness, String... steps) {
    return tell(story, List.of(rule), lateness, steps);
  }

  AlertsResult tell(Timeline story, List<Rule> rules, Duration lateness, String... steps) {
    return tell(story, Alerts.by(rules).withAllowedLateness(lateness), steps);
  }

  AlertsResult tell(Timeline story, Alerts alerts, String... steps) {
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
