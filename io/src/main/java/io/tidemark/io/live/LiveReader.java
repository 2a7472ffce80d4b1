// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.BatchDecoder;
import io.tidemark.io.progress.SourceProgress;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Reads a feed, poll by poll. */
final class LiveReader<P> extends UnboundedReader<Batch> {
  /**
   * So many milliseconds between two polls are no silence of the other side: a runner that is busy
   * does not poll.
   */
  private static final long DEAF = 1_000;

  private final LiveSource<P> source;
  private final Feed<P> feed;
  private final BatchDecoder decoder;
  private final Clock clock;
  private final Optional<LiveMark<P>> from;
  private final FeedWatermark watermark;
  private final SourceProgress progress;
  private final long stopWhenIdle;
  private Feed.Reader<P> reader;
  private Batch batch;
  private long batchTime;
  private long lastArrival;
  private long lastPoll;
  private boolean ended;

  LiveReader(
      LiveSource<P> source,
      Feed<P> feed,
      BatchDecoder decoder,
      WatermarkPolicy policy,
      Optional<Duration> stopWhenIdle,
      Clock clock,
      Optional<LiveMark<P>> from) {
    this.source = source;
    this.feed = feed;
    this.decoder = decoder;
    this.clock = clock;
    this.from = from;
    this.watermark = new FeedWatermark(policy);
    this.progress = new SourceProgress(feed.name());
    this.stopWhenIdle = stopWhenIdle.map(Duration::toMillis).orElse(Long.MAX_VALUE);
    this.lastArrival = clock.millis();
    this.lastPoll = lastArrival;
    from.ifPresent(mark -> watermark.restore(mark.watermark(), mark.watermarks(), lastPoll));
  }

  @Override
  public boolean start() throws IOException {
    open();
    return advance();
  }

  /** A checkpoint may come before the start; what it holds is for the feed to say. */
  private void open() throws IOException {
    if (reader == null) {
      reader = feed.open(from.map(LiveMark::position));
    }
  }

  @Override
  public boolean advance() throws IOException {
    if (ended) {
      return false; // whatever comes now comes after the end of time
    }
    long now = clock.millis();
    if (now - lastPoll >= DEAF) {
      interruptSilence(now);
    }
    Arrivals arrivals = new Arrivals(now, watermarkAt(now));
    boolean found = reader.poll(arrivals);
    lastPoll = clock.millis(); // it may have waited for the other side
    watermark.read(reader.partitions(), lastPoll); // it may have found some
    progress.publish(lastPoll, watermark::byPartition);
    if (!found) {
      listenOn(lastPoll);
      return false;
    }
    lastArrival = lastPoll;
    batch = decoder.batch();
    batchTime = arrivals.time();
    return true;
  }

  private long watermarkAt(long now) {
    return reader == null || reader.isBehind() ? watermark.told() : watermark.current(now);
  }

  /** Only a poll finds the end: time in which nobody polled says nothing of what there is. */
  private void listenOn(long now) {
    if (reader.owesAcknowledgements()) {
      lastArrival = now; // for the idle timeout it is silent all the same
    }
    if (reader.isSilent()) {
      ended = now - lastArrival >= stopWhenIdle;
    } else {
      interruptSilence(now);
    }
  }

  private void interruptSilence(long now) {
    lastArrival = now;
    watermark.interruptSilence(now);
  }

  /** Decodes messages and lets the watermark follow them. */
  private final class Arrivals implements Feed.Output {
    private final long now;
    private final long before;
    private long earliest = Long.MAX_VALUE;

    Arrivals(long now, long before) {
      this.now = now;
      this.before = before;
    }

    @Override
    public void add(String partition, Message message) {
      observe(partition, decoder.add(message));
    }

    @Override
    public void add(String partition, DecodedRecord record) {
      observe(partition, decoder.add(record));
    }

    private void observe(String partition, long time) {
      if (time == Batch.NO_TIME) {
        return;
      }
      watermark.observe(partition, time, now);
      progress.arrived(time, now);
      // What is late already would not hold the watermark for the others.
      earliest = time < before ? earliest : Math.min(earliest, time);
    }

    long time() {
      return earliest == Long.MAX_VALUE ? before : earliest;
    }
  }

  @Override
  public Batch getCurrent() {
    if (batch == null) {
      throw new NoSuchElementException("nothing has been read");
    }
    return batch;
  }

  @Override
  public Instant getCurrentTimestamp() {
    if (batch == null) {
      throw new NoSuchElementException("nothing has been read");
    }
    return Instant.ofEpochMilli(batchTime);
  }

  @Override
  public Instant getWatermark() {
    return ended ? BoundedWindow.TIMESTAMP_MAX_VALUE : Instant.ofEpochMilli(watermarkAt(lastPoll));
  }

  @Override
  public LiveMark<P> getCheckpointMark() {
    try {
      open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new LiveMark<>(reader.position(), watermark.told(), watermark.byPartition(), reader);
  }

  @Override
  public UnboundedSource<Batch, ?> getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}
