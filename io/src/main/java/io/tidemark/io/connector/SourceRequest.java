// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.io.block.Readings;
import io.tidemark.io.live.Feed;
import io.tidemark.io.live.ReadLive;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/**
 * What a user wants to read.
 *
 * @param option the name of the one that has the address: {@value #INPUT}, or that of an input
 *     beside it
 * @param address what was typed
 * @param format how records are written; by file name if nobody said
 * @param schema their fields
 * @param watermark how the watermark of a stream follows its readings
 * @param stopWhenIdle ends a stream when nothing has come for so long; empty for never
 * @param options where the connector finds its own
 */
public record SourceRequest(
    String option,
    String address,
    RecordFormat format,
    ReadingSchema schema,
    WatermarkPolicy watermark,
    Optional<Duration> stopWhenIdle,
    PipelineOptions options) {
  /** The option of the main input, or the only one. */
  public static final String INPUT = "input";

  /** The same of other fields. */
  public SourceRequest withSchema(ReadingSchema other) {
    return new SourceRequest(option, address, format, other, watermark, stopWhenIdle, options);
  }

  /** A stream of messages, read as this asks for. */
  public Source stream(Feed<?> feed) {
    return stream(ReadLive.of(feed, format.forMessages(), schema, watermark));
  }

  /** A stream of records that the feed decodes by itself, read as this asks for. */
  public Source streamOfRecords(Feed<?> feed) {
    return stream(ReadLive.ofRecords(feed, schema, watermark));
  }

  private Source stream(ReadLive<?> read) {
    return new Source(
        true,
        stopWhenIdle.isEmpty(),
        stopWhenIdle
            .<PTransform<PBegin, Readings<ReadingBlock>>>map(read::withStopWhenIdle)
            .orElse(read));
  }
}
