// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import org.apache.beam.sdk.transforms.DoFn;

/** Makes one range of each file. */
final class WholeFn extends DoFn<InputFile, FileRange> {
  private final RecordFormat format;
  private final ReadingSchema schema;

  WholeFn(RecordFormat format, ReadingSchema schema) {
    this.format = format;
    this.schema = schema;
  }

  @ProcessElement
  public void make(@Element InputFile file, OutputReceiver<FileRange> out) {
    out.output(RangeCutter.whole(file, format, schema));
  }
}
