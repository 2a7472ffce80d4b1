// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.BatchDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/** A feed as an unbounded source, a batch for each poll. */
final class LiveSource<P> extends UnboundedSource<Batch, LiveMark<P>> {
  private static final long serialVersionUID = 1;

  private final Feed<P> feed;
  private final RecordFormat format; // null if the feed decodes by itself
  private final ReadingSchema schema;
  private final WatermarkPolicy policy;
  private final Duration stopWhenIdle; // null if it does not stop
  private final Clock clock;

  LiveSource(
      Feed<P> feed,
      RecordFormat format,
      ReadingSchema schema,
      WatermarkPolicy policy,
      Duration stopWhenIdle,
      Clock clock) {
    this.feed = feed;
    this.format = format;
    this.schema = schema;
    this.policy = policy;
    this.stopWhenIdle = stopWhenIdle;
    this.clock = clock;
  }

  @Override
  public List<LiveSource<P>> split(int desired, PipelineOptions options) {
    return feed.split(desired).stream()
        .map(part -> new LiveSource<P>(part, format, schema, policy, stopWhenIdle, clock))
        .toList();
  }

  @Override
  public LiveReader<P> createReader(PipelineOptions options, LiveMark<P> mark) throws IOException {
    return new LiveReader<>(
        this,
        feed,
        decoder(),
        policy,
        Optional.ofNullable(stopWhenIdle),
        clock,
        Optional.ofNullable(mark));
  }

  /** What the format cannot do is found here. */
  BatchDecoder decoder() {
    return format == null
        ? BatchDecoder.ofRecords(schema)
        : BatchDecoder.ofMessages(format, schema);
  }

  @Override
  public Coder<LiveMark<P>> getCheckpointMarkCoder() {
    return LiveMark.coder(feed.positionCoder());
  }

  @Override
  public Coder<Batch> getOutputCoder() {
    return Batch.coder();
  }
}
