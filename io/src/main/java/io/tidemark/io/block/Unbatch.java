// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.BundleLedger;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Takes batches apart.
 *
 * <pre>{@code
 * ReadingSchema schema = ReadingSchema.ofValues("temp_c").withKey("station");
 * BatchDecoder decoder = BatchDecoder.ofRecords(schema);
 * decoder.add(DecodedRecord.of("blue").value(4.5).build());
 * decoder.add(DecodedRecord.of("green").missing().build());
 * PCollection<Batch> batches =
 *     pipeline.apply(Create.of(decoder.batch()).withCoder(Batch.coder()));
 *
 * Readings<ReadingBlock> readings = batches.apply("Unbatch", Unbatch.create());
 *
 * PCollection<ReadingBlock> blocks = readings.readings(); // one, of one reading
 * PCollection<Ledger> ledgers = readings.ledger(); // read 2, missing 1
 * }</pre>
 *
 * <ul>
 *   <li>Timestamps: of blocks that of their batch; of a rejected record its event time, that of the
 *       batch where it has none; of ledgers the end of the global window, so they are never late.
 *   <li>Ledgers: one for each bundle that read anything; their sum is that of the input. They are
 *       elements, so a bundle that is retried counts once.
 *   <li>Metrics: counters of the same names, namespace {@value
 *       io.tidemark.transforms.ledger.BundleLedger#NAMESPACE}, for watching a run; attempts of
 *       bundles that failed may be in them.
 *   <li>No state and no timers are held.
 * </ul>
 */
public final class Unbatch extends PTransform<PCollection<Batch>, Readings<ReadingBlock>> {
  private Unbatch() {}

  /** The transform. */
  public static Unbatch create() {
    return new Unbatch();
  }

  @Override
  public Readings<ReadingBlock> expand(PCollection<Batch> batches) {
    TupleTag<ReadingBlock> blocks = new TupleTag<>("blocks");
    PCollectionTuple outputs =
        batches.apply("Part", ParDo.of(new PartFn()).withOutputTags(blocks, Readings.OTHERS));
    return Readings.of(outputs, blocks, ReadingBlock.coder());
  }

  private static final class PartFn extends DoFn<Batch, ReadingBlock> {
    private transient BundleLedger ledger;

    @StartBundle
    public void startBundle() {
      ledger = new BundleLedger();
    }

    @ProcessElement
    public void part(
        @Element Batch batch,
        @Timestamp Instant batchTime,
        OutputReceiver<ReadingBlock> blocks,
        MultiOutputReceiver out) {
      batch.blocks().forEach(blocks::output);
      for (Batch.Rejection rejection : batch.rejections()) {
        Instant time =
            rejection.time() == Batch.NO_TIME ? batchTime : Instant.ofEpochMilli(rejection.time());
        out.get(Readings.REJECTED).outputWithTimestamp(rejection.record(), time);
      }
      ledger.count(batch.ledger());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      ledger.finish(context, Readings.LEDGERS);
    }

    /** A rejected record may be earlier than its batch. */
    @Override
    @SuppressWarnings("deprecation") // there is no other way to keep the time of a late record
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
