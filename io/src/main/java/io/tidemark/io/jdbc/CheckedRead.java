// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.block.Readings;
import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/** Reads a table, once it is sure that it is there. */
final class CheckedRead extends PTransform<PBegin, Readings<ReadingBlock>> {
  // Not for the workers, which know the table by the transform within.
  private final transient TableInput input;
  private final transient PTransform<PBegin, Readings<ReadingBlock>> read;

  CheckedRead(TableInput input, PTransform<PBegin, Readings<ReadingBlock>> read) {
    this.input = input;
    this.read = read;
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin begin) {
    input.check();
    return begin.apply("Rows", read);
  }
}
