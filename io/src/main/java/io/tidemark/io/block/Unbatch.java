// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.BundleLedger;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
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
 * ReadingBlocks readings = batches.apply("Unbatch", Unbatch.create());
 *
 * PCollection<ReadingBlock> blocks = readings.blocks(); // one, of one reading
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
public final class Unbatch extends PTransform<PCollection<Batch>, ReadingBlocks> {
  private Unbatch() {}

  /** The transform. */
  public static Unbatch create() {
    return new Unbatch();
  }

  @Override
  public ReadingBlocks expand(PCollection<Batch> batches) {
    return ReadingBlocks.of(
        batches.apply(
            "Part",
            ParDo.of(new PartFn()).withOutputTags(ReadingBlocks.BLOCKS, ReadingBlocks.OTHERS)));
  }

  private static final class PartFn extends DoFn<Batch, ReadingBlock> {
    private transient BundleLedger ledger;

    @StartBundle
    public void startBundle() {
      ledger = new BundleLedger();
    }

    @ProcessElement
    public void part(@Element Batch batch, @Timestamp Instant batchTime, MultiOutputReceiver out) {
      batch.blocks().forEach(out.get(ReadingBlocks.BLOCKS)::output);
      for (Batch.Rejection rejection : batch.rejections()) {
        Instant time =
            rejection.time() == Batch.NO_TIME ? batchTime : Instant.ofEpochMilli(rejection.time());
        out.get(ReadingBlocks.REJECTED).outputWithTimestamp(rejection.record(), time);
      }
      ledger.count(batch.ledger());
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      ledger.finish(context, ReadingBlocks.LEDGERS);
    }

    /** A rejected record may be earlier than its batch. */
    @Override
    @SuppressWarnings("deprecation") // there is no other way to keep the time of a late record
    public Duration getAllowedTimestampSkew() {
      return Duration.millis(Long.MAX_VALUE);
    }
  }
}
