// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.transforms.watermark.PartitionWatermark;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.time.Clock;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Reads a recording from a position on. */
final class ReplayReader extends UnboundedReader<DecodedRecord> {
  /**
   * Milliseconds between the last record and the end of time: what is on its way arrives before all
   * windows close.
   */
  static final long LINGER = 500;

  private final ReplaySource source;
  private final Recording recording;
  private final Pace pace;
  private final Clock clock;
  private final PartitionWatermark watermark;
  private long position;
  private Recording.Records records;
  private DecodedRecord next;
  private DecodedRecord current;
  private long currentTime;
  private long ended = Long.MAX_VALUE;

  ReplayReader(
      ReplaySource source,
      Recording recording,
      WatermarkPolicy policy,
      Pace pace,
      Clock clock,
      ReplayPosition from) {
    this.source = source;
    this.recording = recording;
    this.pace = pace;
    this.clock = clock;
    this.position = from.records();
    this.watermark = new PartitionWatermark(policy, from.watermark(), clock.millis());
  }

  @Override
  public boolean start() {
    records = recording.open(position);
    return advance();
  }

  @Override
  public boolean advance() {
    long now = clock.millis();
    if (next == null && !fetch(now)) {
      return false;
    }
    // A record without a time, such as a broken one, arrives with the one before it.
    if (next.time().isPresent() && !pace.isDue(next.time().getAsLong(), now)) {
      return false;
    }
    current = next;
    next = null;
    position++;
    currentTime = current.time().orElse(watermark.current());
    if (current.time().isPresent()) {
      watermark.observe(currentTime, now);
    }
    return true;
  }

  private boolean fetch(long now) {
    if (records.hasNext()) {
      next = records.next();
      return true;
    }
    ended = Math.min(ended, now);
    return false;
  }

  @Override
  public DecodedRecord getCurrent() {
    if (current == null) {
      throw new NoSuchElementException("no record has been read");
    }
    return current;
  }

  @Override
  public Instant getCurrentTimestamp() {
    if (current == null) {
      throw new NoSuchElementException("no record has been read");
    }
    return Instant.ofEpochMilli(currentTime);
  }

  @Override
  public Instant getWatermark() {
    long now = clock.millis();
    if (now - LINGER >= ended) {
      return BoundedWindow.TIMESTAMP_MAX_VALUE;
    }
    return Instant.ofEpochMilli(watermark.current(now, pace.expected(now, watermark.current())));
  }

  @Override
  public ReplayPosition getCheckpointMark() {
    return new ReplayPosition(position, watermark.current());
  }

  @Override
  public ReplaySource getCurrentSource() {
    return source;
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
    }
  }
}
