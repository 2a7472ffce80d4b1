// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.BatchDecoder;
import io.tidemark.io.progress.SourceProgress;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.transforms.watermark.PartitionWatermark;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/**
 * Reads a recording from a position on, in strides of event time.
 *
 * <p>A runner asks for the watermark when it likes, and it pays per element. So that the watermark
 * follows however fast the recording is read, and moves little while readings are on their way, it
 * moves by one stride at most until the runner has asked for it; a record that moves it further
 * comes alone. An element is all records of a tenth of a stride.
 */
final class ReplayReader extends UnboundedReader<Batch> {
  /**
   * Milliseconds between the last record and the end of time: what is on its way arrives before all
   * windows close.
   */
  static final long LINGER = 500;

  private static final int MOST_RECORDS = 1_000;

  /** The Direct runner reads as many elements at a time. */
  private static final int BATCHES_IN_A_STRIDE = 10;

  /** Its only partition, to those who ask for metrics. */
  private static final String PARTITION = "recording";

  private final ReplaySource source;
  private final Recording recording;
  private final Pace pace;
  private final Clock clock;
  private final PartitionWatermark watermark;
  private final long stride;
  private final BatchDecoder decoder;
  private final SourceProgress progress = new SourceProgress(PARTITION);
  private long position;
  private Recording.Records records;
  private DecodedRecord next;
  private Batch batch;
  private long batchTime;
  private long told;
  private boolean readSinceTold;
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
    this.stride = Replay.stride(policy).toMillis();
    this.decoder = BatchDecoder.ofRecords(recording.schema());
    this.told = from.watermark();
  }

  @Override
  public boolean start() {
    records = recording.open(position);
    return advance();
  }

  @Override
  public boolean advance() {
    long now = clock.millis();
    long before = watermark.current();
    long earliest = Long.MAX_VALUE;
    int arrived = 0;
    while (arrived < MOST_RECORDS
        && watermark.current() - before <= stride / BATCHES_IN_A_STRIDE
        && hasArrived(now)
        && isWithinStride()) {
      if (next.time().isPresent()) {
        long time = next.time().getAsLong();
        watermark.observe(time, now);
        // What is late already would not hold the watermark for the others.
        earliest = time < before ? earliest : Math.min(earliest, time);
      }
      decoder.add(next);
      arrived++;
      readSinceTold = true;
      next = null;
    }
    progress.publish(now, () -> Map.of(PARTITION, watermark.current()));
    if (arrived == 0) {
      return false;
    }
    position += arrived;
    batch = decoder.batch();
    batchTime = earliest == Long.MAX_VALUE ? before : earliest;
    return true;
  }

  /** Whether there is a next record, and by now it is due. */
  private boolean hasArrived(long now) {
    if (next == null) {
      if (!records.hasNext()) {
        ended = Math.min(ended, now);
        return false;
      }
      next = records.next();
    }
    // A record without a time, such as a broken one, arrives with the one before it.
    return next.time().isEmpty() || pace.isDue(next.time().getAsLong(), now);
  }

  private boolean isWithinStride() {
    return !readSinceTold
        || next.time().isEmpty()
        || watermark.after(next.time().getAsLong()) - told <= stride;
  }

  @Override
  public Batch getCurrent() {
    if (batch == null) {
      throw new NoSuchElementException("no record has been read");
    }
    return batch;
  }

  @Override
  public Instant getCurrentTimestamp() {
    if (batch == null) {
      throw new NoSuchElementException("no record has been read");
    }
    return Instant.ofEpochMilli(batchTime);
  }

  @Override
  public Instant getWatermark() {
    told = watermark.current();
    readSinceTold = false;
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
