// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;

/**
 * A test stream told as a story.
 *
 * <pre>{@code
 * Timeline.from("1970-01-01T00:00:00Z")
 *     .at("00:03", "blue", 5)
 *     .watermark("00:10")
 *     .at("00:04", "blue", 7) // late
 *     .end();
 * }</pre>
 *
 * <p>Times are hours and minutes after the beginning; hours may be 24 and more.
 */
public final class Timeline {
  private final Instant beginning;
  private final TestStream.Builder<KV<String, Double>> stream;

  private Timeline(Instant beginning, TestStream.Builder<KV<String, Double>> stream) {
    this.beginning = beginning;
    this.stream = stream;
  }

  /** A story whose 00:00 is the given instant. */
  public static Timeline from(String beginning) {
    return new Timeline(
        Instant.parse(beginning),
        TestStream.create(KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of())));
  }

  /** A reading arrives. */
  public Timeline at(String time, String key, double value) {
    return new Timeline(
        beginning, stream.addElements(TimestampedValue.of(KV.of(key, value), joda(time))));
  }

  /** The watermark moves. */
  public Timeline watermark(String time) {
    return new Timeline(beginning, stream.advanceWatermarkTo(joda(time)));
  }

  /** Processing time passes; not on Flink. */
  public Timeline pass(Duration duration) {
    return new Timeline(
        beginning,
        stream.advanceProcessingTime(org.joda.time.Duration.millis(duration.toMillis())));
  }

  /** The watermark moves to the end of time. */
  public TestStream<KV<String, Double>> end() {
    return stream.advanceWatermarkToInfinity();
  }

  /** Milliseconds since 1970 of a time of the story. */
  public long millis(String time) {
    String[] parts = time.split(":", 2);
    return beginning
        .plus(Duration.ofHours(Long.parseLong(parts[0])))
        .plus(Duration.ofMinutes(Long.parseLong(parts[1])))
        .toEpochMilli();
  }

  /** A time of the story from milliseconds since 1970, with milliseconds where there are any. */
  public String time(long millis) {
    Duration since = Duration.between(beginning, Instant.ofEpochMilli(millis));
    String text = String.format("%02d:%02d", since.toHours(), since.toMinutesPart());
    long rest = since.toMillis() % 60_000;
    return rest == 0 ? text : String.format("%s+%dms", text, rest);
  }

  private org.joda.time.Instant joda(String time) {
    return org.joda.time.Instant.ofEpochMilli(millis(time));
  }
}
