// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.DoubleCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/** A stream of readings for Beam, one element each; it is silent after the last one. */
final class BeamReadings extends UnboundedSource<KV<String, Double>, BeamReadings.Position> {
  private final ReadingStream stream;
  private final int part;
  private final int parts;

  private BeamReadings(ReadingStream stream, int part, int parts) {
    this.stream = stream;
    this.part = part;
    this.parts = parts;
  }

  static BeamReadings of(ReadingStream stream) {
    return new BeamReadings(stream, 0, 1);
  }

  @Override
  public List<BeamReadings> split(int desiredNumSplits, PipelineOptions options) {
    return IntStream.range(0, desiredNumSplits)
        .mapToObj(each -> new BeamReadings(stream, each, desiredNumSplits))
        .toList();
  }

  @Override
  public UnboundedReader<KV<String, Double>> createReader(
      PipelineOptions options, Position position) {
    Cursor cursor = stream.cursor(part, parts);
    if (position != null) {
      cursor.seek(position.next());
    }
    return new Reader(this, cursor);
  }

  @Override
  public Coder<Position> getCheckpointMarkCoder() {
    return SerializableCoder.of(Position.class);
  }

  @Override
  public Coder<KV<String, Double>> getOutputCoder() {
    return KvCoder.of(StringUtf8Coder.of(), DoubleCoder.of());
  }

  /** The reading to go on from. */
  record Position(long next) implements CheckpointMark, Serializable {
    @Override
    public void finalizeCheckpoint() {}
  }

  private static final class Reader extends UnboundedReader<KV<String, Double>> {
    private final BeamReadings source;
    private final Cursor cursor;

    Reader(BeamReadings source, Cursor cursor) {
      this.source = source;
      this.cursor = cursor;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      return cursor.next();
    }

    @Override
    public KV<String, Double> getCurrent() {
      return KV.of(cursor.key(), cursor.value());
    }

    @Override
    public Instant getCurrentTimestamp() {
      return Instant.ofEpochMilli(cursor.time());
    }

    @Override
    public Instant getWatermark() {
      long watermark = cursor.watermark();
      return watermark == Long.MIN_VALUE
          ? BoundedWindow.TIMESTAMP_MIN_VALUE
          : Instant.ofEpochMilli(watermark);
    }

    @Override
    public CheckpointMark getCheckpointMark() {
      return new Position(cursor.position());
    }

    @Override
    public BeamReadings getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
