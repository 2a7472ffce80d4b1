// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Instant;

/** Reads ranges of files into blocks, and gives out a bundle's ledger after them. */
final class ReadRangeFn extends DoFn<FileRange, ReadingBlock> {

  private final RecordFormat format;
  private final ReadingSchema schema;
  private transient BlockCollector blocks;
  private transient BundleLedger ledger;

  ReadRangeFn(RecordFormat format, ReadingSchema schema) {
    this.format = format;
    this.schema = schema;
  }

  /** The series that were seen are known to all bundles. */
  @Setup
  public void setup() {
    blocks = new BlockCollector(schema);
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void read(@Element FileRange range, MultiOutputReceiver out) {
    blocks.start(
        new BlockCollector.Output() {
          @Override
          public void block(ReadingBlock block) {
            out.get(ReadingBlocks.BLOCKS)
                .outputWithTimestamp(block, Instant.ofEpochMilli(block.earliest()));
          }

          @Override
          public void rejected(RejectedRecord rejected, long time) {
            out.get(ReadingBlocks.REJECTED)
                .outputWithTimestamp(rejected, Instant.ofEpochMilli(time));
          }
        });
    new RangeReader(format, schema, blocks, RangeReader.PIECE).read(range);
    ledger.count(blocks.ledger());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context, ReadingBlocks.LEDGERS);
  }
}
