// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;

/** Passes what was rightly read ahead. */
final class ConfirmFn<T> extends DoFn<KV<FileRange, T>, T> {
  private final PCollectionView<Map<InputFile, Integer>> lastRead;

  /**
   * Passes what was rightly read ahead.
   *
   * @param lastRead the last range of each file that was, where others were not
   */
  ConfirmFn(PCollectionView<Map<InputFile, Integer>> lastRead) {
    this.lastRead = lastRead;
  }

  @ProcessElement
  public void confirm(
      @Element KV<FileRange, T> read, OutputReceiver<T> out, ProcessContext context) {
    FileRange range = read.getKey();
    Integer last = context.sideInput(lastRead).get(range.file());
    if (last == null || range.index() <= last) {
      out.output(read.getValue());
    }
  }
}
