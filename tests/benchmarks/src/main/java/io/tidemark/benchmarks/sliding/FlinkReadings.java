// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * A stream of readings for Flink's own programs; it is silent after the last one.
 *
 * <p>Which part a reader reads follows from its number, so that there are no splits. A run is never
 * restored, so that its checkpoints need no position.
 */
final class FlinkReadings<T> implements Source<T, NoSplits.Split, NoSplits.Split> {
  private static final long serialVersionUID = 1;

  /** As many readings at a time, before Flink may do something else. */
  private static final int AT_A_TIME = 256;

  private final ReadingStream stream;
  private final Format<T> format;

  FlinkReadings(ReadingStream stream, Format<T> format) {
    this.stream = stream;
    this.format = format;
  }

  /** Makes a record of the reading at a cursor; it may be the same object each time. */
  @FunctionalInterface
  interface Format<T> extends Serializable {
    /** Each reader's own. */
    Function<Cursor, T> open();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<T, NoSplits.Split> createReader(SourceReaderContext context) {
    Cursor cursor = stream.cursor(context.getIndexOfSubtask(), FlinkSettings.PARALLELISM);
    return new Reader<>(cursor, format.open());
  }

  @Override
  public SplitEnumerator<NoSplits.Split, NoSplits.Split> createEnumerator(
      SplitEnumeratorContext<NoSplits.Split> context) {
    return new NoSplits();
  }

  @Override
  public SplitEnumerator<NoSplits.Split, NoSplits.Split> restoreEnumerator(
      SplitEnumeratorContext<NoSplits.Split> context, NoSplits.Split checkpoint) {
    return new NoSplits();
  }

  @Override
  public SimpleVersionedSerializer<NoSplits.Split> getSplitSerializer() {
    return NoSplits.SERIALIZER;
  }

  @Override
  public SimpleVersionedSerializer<NoSplits.Split> getEnumeratorCheckpointSerializer() {
    return NoSplits.SERIALIZER;
  }

  private static final class Reader<T> implements SourceReader<T, NoSplits.Split> {
    // A reader that has more is available, or Flink may wait for ever after back-pressure.
    private CompletableFuture<Void> available = CompletableFuture.completedFuture(null);
    private final Cursor cursor;
    private final Function<Cursor, T> format;

    Reader(Cursor cursor, Function<Cursor, T> format) {
      this.cursor = cursor;
      this.format = format;
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) {
      for (int i = 0; i < AT_A_TIME; i++) {
        if (!cursor.next()) {
          available = new CompletableFuture<>();
          return InputStatus.NOTHING_AVAILABLE;
        }
        output.collect(format.apply(cursor), cursor.time());
      }
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public List<NoSplits.Split> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void addSplits(List<NoSplits.Split> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }
}
