// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import org.apache.beam.sdk.coders.Coder;

/** Readings into blocks of at most so many. */
record BlockFold(int readings) implements ReadingFold<ReadingBlock> {
  @Override
  public Folding<ReadingBlock> start() {
    return new ReadingBlock.Builder(readings);
  }

  @Override
  public Coder<ReadingBlock> coder() {
    return ReadingBlock.coder();
  }
}
