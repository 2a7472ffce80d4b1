// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.block.ReadingBlocks;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/** Reads a table, once it is sure that it is there. */
final class CheckedRead extends PTransform<PBegin, ReadingBlocks> {
  // Not for the workers, which know the table by the transform within.
  private final transient TableInput input;
  private final transient PTransform<PBegin, ReadingBlocks> read;

  CheckedRead(TableInput input, PTransform<PBegin, ReadingBlocks> read) {
    this.input = input;
    this.read = read;
  }

  @Override
  public ReadingBlocks expand(PBegin begin) {
    input.check();
    return begin.apply("Rows", read);
  }
}
