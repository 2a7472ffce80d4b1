// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Instant;

/** Reads ranges of files into a fold, and gives out a bundle's ledger after them. */
final class ReadRangeFn<T> extends DoFn<FileRange, T> {

  /** How ranges are read. */
  interface Reader extends Serializable {
    /** Reads all records of a range into the collector. */
    void read(FileRange range, ReadingCollector<?> out);
  }

  private final Reader reader;
  private final ReadingSchema schema;
  private final ReadingFold<T> fold;
  private transient ReadingCollector<T> readings;

  ReadRangeFn(Reader reader, ReadingSchema schema, ReadingFold<T> fold) {
    this.reader = reader;
    this.schema = schema;
    this.fold = fold;
  }

  /** The series that were seen are known to all bundles. */
  @Setup
  public void setup() {
    readings = new ReadingCollector<>(schema, fold);
  }

  @StartBundle
  public void startBundle() {
    readings.startBundle();
  }

  @ProcessElement
  public void read(@Element FileRange range, OutputReceiver<T> receiver, MultiOutputReceiver out) {
    readings.setOutput(
        new ReadingCollector.Output<>() {
          @Override
          public void emit(T element, Instant timestamp) {
            receiver.outputWithTimestamp(element, timestamp);
          }

          @Override
          public void rejected(RejectedRecord rejected, long time) {
            out.get(Readings.REJECTED).outputWithTimestamp(rejected, Instant.ofEpochMilli(time));
          }
        });
    reader.read(range, readings);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    readings.finishBundle(
        (element, timestamp) -> context.output(element, timestamp, GlobalWindow.INSTANCE));
    BundleLedger ledger = new BundleLedger();
    ledger.count(readings.ledger());
    ledger.finish(context, Readings.LEDGERS);
  }
}
