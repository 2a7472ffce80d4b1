// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import io.tidemark.testing.Timeline;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.summary.Statistic;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/** A timeline, run through averages, and what its results, late readings and ledger must be. */
final class Story {
  private final Timeline clock;
  private final AveragesResult<String> averages;

  private Story(Timeline clock, AveragesResult<String> averages) {
    this.clock = clock;
    this.averages = averages;
  }

  static Story tell(TestPipeline pipeline, Timeline timeline, Averages.PerKey<String> averages) {
    return new Story(timeline, pipeline.apply("Story", timeline.end()).apply("Averages", averages));
  }

  /** Rows like {@code blue 00:00-00:10 ON_TIME 0: 2 readings, sum 12.0}. */
  Story gives(String... rows) {
    // Only data goes into the lambda: the story itself is not serializable.
    long zero = clock.millis("00:00");
    PCollection<String> texts =
        averages
            .results()
            .apply(
                "ResultText",
                MapElements.into(TypeDescriptors.strings())
                    .via((KV<String, WindowResult> kv) -> text(zero, kv)))
            .setCoder(StringUtf8Coder.of())
            .apply("AllResults", Window.into(new GlobalWindows()));
    PAssert.that("results", texts).containsInAnyOrder(List.of(rows));
    return this;
  }

  /** Late readings like {@code blue 00:03 7.0, watermark 00:30}. */
  Story isLateFor(String... rows) {
    long zero = clock.millis("00:00");
    PCollection<String> texts =
        averages
            .late()
            .apply(
                "LateText",
                MapElements.into(TypeDescriptors.strings())
                    .via((KV<String, LateReading> kv) -> lateText(zero, kv)))
            .setCoder(StringUtf8Coder.of());
    PAssert.that("late", texts).containsInAnyOrder(List.of(rows));
    return this;
  }

  Story accountsFor(long used, long late) {
    PCollection<Ledger> total = averages.ledger().apply("Total", Ledgers.total());
    PAssert.thatSingleton("ledger", total).isEqualTo(Ledger.of(0, used, late, 0, 0));
    return this;
  }

  private static String text(long zero, KV<String, WindowResult> kv) {
    WindowResult result = kv.getValue();
    Timeline clock = Timeline.from(java.time.Instant.ofEpochMilli(zero).toString());
    String window =
        result
            .window()
            .map(ends -> clock.time(ends.start()) + "-" + clock.time(ends.end()))
            .orElse("global");
    return String.format(
        "%s %s %s %d: %d readings, sum %s",
        kv.getKey(),
        window,
        result.timing(),
        result.revision(),
        result.summary().count(),
        result.summary().value(Statistic.SUM).getAsDouble());
  }

  private static String lateText(long zero, KV<String, LateReading> kv) {
    Timeline clock = Timeline.from(java.time.Instant.ofEpochMilli(zero).toString());
    LateReading late = kv.getValue();
    return String.format(
        "%s %s %s, watermark %s",
        kv.getKey(),
        clock.time(late.reading().time()),
        late.reading().value(),
        clock.time(late.watermark()));
  }
}
