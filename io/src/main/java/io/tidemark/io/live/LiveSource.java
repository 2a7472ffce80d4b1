// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.BatchDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A feed as an unbounded source, a batch for each poll.
 *
 * <p>A part that has an identity is without secrets: its reader takes all but the partitions from
 * the source that was submitted.
 */
final class LiveSource<P> extends UnboundedSource<Batch, LiveMark<P>> {
  private static final long serialVersionUID = 1;

  private final Feed<P> feed;
  private final RecordFormat format; // null if the feed decodes by itself
  private final ReadingSchema schema;
  private final WatermarkPolicy policy;
  private final Duration stopWhenIdle; // null if it does not stop
  private final Clock clock;
  private final Submission submission; // null for a part
  private final SourceIdentity identity; // of a part; null without one

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
    this.submission = null;
    this.identity = null;
  }

  private LiveSource(
      LiveSource<P> source, Feed<P> feed, Submission submission, SourceIdentity identity) {
    this.feed = feed;
    this.format = source.format;
    this.schema = source.schema;
    this.policy = source.policy;
    this.stopWhenIdle = source.stopWhenIdle;
    this.clock = source.clock;
    this.submission = submission;
    this.identity = identity;
  }

  /** The same, for readers to go on with. */
  LiveSource<P> submitted(Submission as) {
    LiveSource<P> source = new LiveSource<>(this, feed, as, null);
    as.keep(source);
    return source;
  }

  private Object readResolve() {
    if (submission != null) {
      submission.keep(this);
    }
    return this;
  }

  @Override
  public List<LiveSource<P>> split(int desired, PipelineOptions options) {
    return feed.split(desired).stream().map(this::part).toList();
  }

  private LiveSource<P> part(Feed<P> part) {
    return submission == null
        ? new LiveSource<>(this, part, null, null)
        : new LiveSource<>(this, part.withoutSecrets(), null, submission.identity());
  }

  @Override
  public LiveReader<P> createReader(PipelineOptions options, LiveMark<P> mark) throws IOException {
    if (identity == null) {
      return reader(this, feed, mark);
    }
    @SuppressWarnings("unchecked") // positions are of the feed, whose class is compared
    LiveSource<P> submitted = Submission.find(options, identity, feed.name(), LiveSource.class);
    submitted.submission.requireStateOf(identity);
    Feed<P> resumed = submitted.resume(this);
    return submitted.reader(submitted.part(resumed), resumed, mark);
  }

  private Feed<P> resume(LiveSource<P> part) {
    if (feed.getClass() != part.feed.getClass()) {
      throw part.identity.other(part.feed.name(), feed.name());
    }
    try {
      return feed.resume(part.feed);
    } catch (Feed.Other e) {
      throw part.identity.other(e.before(), e.now());
    }
  }

  private LiveReader<P> reader(LiveSource<P> kept, Feed<P> read, LiveMark<P> mark) {
    return new LiveReader<>(
        kept,
        read,
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

  @Override
  public String toString() {
    return feed.name();
  }
}
