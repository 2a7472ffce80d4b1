// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Puts the ranges of a file in their order, and says where each has its lines. */
final class SequenceFn extends DoFn<KV<InputFile, Iterable<CheckedRange>>, FileRange> {
  @ProcessElement
  public void order(
      @Element KV<InputFile, Iterable<CheckedRange>> file, OutputReceiver<FileRange> out) {
    RangeSequence.of(file.getValue()).forEach(out::output);
  }
}
