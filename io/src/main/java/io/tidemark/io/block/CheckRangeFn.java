// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Checks ranges, each by itself. */
final class CheckRangeFn extends DoFn<FileRange, KV<InputFile, CheckedRange>> {
  private final RecordFormat format;
  private final ReadingSchema schema;

  CheckRangeFn(RecordFormat format, ReadingSchema schema) {
    this.format = format;
    this.schema = schema;
  }

  @ProcessElement
  public void check(@Element FileRange range, OutputReceiver<KV<InputFile, CheckedRange>> out) {
    new RangeCheck(format, schema, Optional.empty(), RangeReader.PIECE)
        .check(range)
        .ifPresent(checked -> out.output(KV.of(range.file(), checked)));
  }
}
