// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.Serializable;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** A stream of readings for Beam, in elements of some format; it is silent after the last one. */
final class BeamSource<T> extends UnboundedSource<T, BeamSource.Position> {
  private final ReadingStream stream;
  private final Format<T> format;
  private final int part;
  private final int parts;

  private BeamSource(ReadingStream stream, Format<T> format, int part, int parts) {
    this.stream = stream;
    this.format = format;
    this.part = part;
    this.parts = parts;
  }

  static <T> BeamSource<T> of(ReadingStream stream, Format<T> format) {
    return new BeamSource<>(stream, format, 0, 1);
  }

  /** How readings become elements. */
  interface Format<T> extends Serializable {
    Coder<T> coder();

    /** Each reader's own. */
    Elements<T> open(ReadingStream stream);
  }

  /** Makes elements of the readings at a cursor. */
  interface Elements<T> {
    /** The next one; null if there is none, which is cheaper than anything else to say. */
    TimestampedValue<T> next(Cursor cursor);
  }

  @Override
  public List<BeamSource<T>> split(int desiredNumSplits, PipelineOptions options) {
    return IntStream.range(0, desiredNumSplits)
        .mapToObj(each -> new BeamSource<>(stream, format, each, desiredNumSplits))
        .toList();
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, Position position) {
    Cursor cursor = stream.cursor(part, parts);
    Optional.ofNullable(position).ifPresent(mark -> cursor.seek(mark.next()));
    return new Reader<>(this, cursor, format.open(stream));
  }

  @Override
  public Coder<Position> getCheckpointMarkCoder() {
    return SerializableCoder.of(Position.class);
  }

  @Override
  public Coder<T> getOutputCoder() {
    return format.coder();
  }

  /** The reading to go on from. */
  record Position(long next) implements CheckpointMark, Serializable {
    @Override
    public void finalizeCheckpoint() {}
  }

  private static final class Reader<T> extends UnboundedReader<T> {
    private final BeamSource<T> source;
    private final Cursor cursor;
    private final Elements<T> elements;
    private TimestampedValue<T> current;

    Reader(BeamSource<T> source, Cursor cursor, Elements<T> elements) {
      this.source = source;
      this.cursor = cursor;
      this.elements = elements;
    }

    @Override
    public boolean start() {
      return advance();
    }

    @Override
    public boolean advance() {
      current = elements.next(cursor);
      return current != null;
    }

    @Override
    public T getCurrent() {
      return read().getValue();
    }

    @Override
    public Instant getCurrentTimestamp() {
      return read().getTimestamp();
    }

    private TimestampedValue<T> read() {
      if (current == null) {
        throw new NoSuchElementException("no reading has been read");
      }
      return current;
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
    public BeamSource<T> getCurrentSource() {
      return source;
    }

    @Override
    public void close() {}
  }
}
