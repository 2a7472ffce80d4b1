// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * Checks ranges, each by itself, and folds the readings in them on the way, as far as it is sure of
 * the lines. What comes of a range holds if the range starts where a record does.
 */
final class ReadAheadFn<T> extends DoFn<FileRange, KV<FileRange, T>> {
  static final TupleTag<KV<InputFile, CheckedRange>> CHECKED = new TupleTag<>("checked") {};

  private final RecordFormat format;
  private final ReadingSchema schema;
  private final ReadingFold<T> fold;
  private transient ReadingCollector<T> readings;

  ReadAheadFn(RecordFormat format, ReadingSchema schema, ReadingFold<T> fold) {
    this.format = format;
    this.schema = schema;
    this.fold = fold;
  }

  /** The series that were seen are known to all bundles. */
  @Setup
  public void setup() {
    readings = new ReadingCollector<>(schema, fold);
  }

  @ProcessElement
  public void read(
      @Element FileRange range,
      OutputReceiver<KV<FileRange, T>> receiver,
      MultiOutputReceiver outputs) {
    ReadingCollector.Output<T> out =
        new ReadingCollector.Output<>() {
          @Override
          public void emit(T element, Instant timestamp) {
            receiver.outputWithTimestamp(KV.of(range, element), timestamp);
          }

          @Override
          public void rejected(RejectedRecord rejected, long time) {
            throw new IllegalStateException("a line that nobody is sure of was read ahead");
          }
        };
    readings.startBundle();
    readings.setOutput(out);
    new RangeCheck(format, schema, Optional.of(readings), RangeReader.PIECE)
        .check(range)
        .ifPresent(checked -> outputs.get(CHECKED).output(KV.of(range.file(), checked)));
    readings.finishBundle(out);
  }
}
