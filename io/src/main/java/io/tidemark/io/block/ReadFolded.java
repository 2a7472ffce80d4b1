// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.ReadingFold;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;

/** {@link ReadBlocks} into something else than blocks. */
final class ReadFolded<T> extends PTransform<PBegin, Readings<T>> {
  private final ReadBlocks blocks;
  private final ReadingFold<T> fold;

  ReadFolded(ReadBlocks blocks, ReadingFold<T> fold) {
    this.blocks = blocks;
    this.fold = fold;
  }

  @Override
  public Readings<T> expand(PBegin input) {
    return blocks.read(input, fold, true);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.delegate(blocks);
  }
}
