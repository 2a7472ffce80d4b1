// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.transforms.ledger.BundleLedger;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Puts the ranges of a file in their order, and says which are left to read, where each has its
 * lines, and which were rightly read ahead.
 */
final class SequenceFn extends DoFn<KV<InputFile, Iterable<CheckedRange>>, FileRange> {
  static final TupleTag<FileRange> TO_READ = new TupleTag<>("toRead") {};

  /** The last range that was rightly read ahead, of files in which others were not. */
  static final TupleTag<KV<InputFile, Integer>> LAST_READ = new TupleTag<>("lastRead") {};

  private transient BundleLedger ledger;

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void order(@Element KV<InputFile, Iterable<CheckedRange>> file, MultiOutputReceiver out) {
    RangeSequence ranges = RangeSequence.of(file.getValue());
    ranges.toRead().forEach(out.get(TO_READ)::output);
    ranges.lastRead().ifPresent(last -> out.get(LAST_READ).output(KV.of(file.getKey(), last)));
    ledger.count(ranges.ledger());
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context, Readings.LEDGERS);
  }
}
