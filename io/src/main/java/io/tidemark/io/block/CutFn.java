// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Cuts files into ranges: those that are all of a file, and parts that are to be checked. */
final class CutFn extends DoFn<InputFile, FileRange> {
  static final TupleTag<FileRange> WHOLE = new TupleTag<>("whole") {};
  static final TupleTag<FileRange> PARTS = new TupleTag<>("parts") {};

  private final RecordFormat format;
  private final ReadingSchema schema;
  private final RangeSize sizes;

  CutFn(RecordFormat format, ReadingSchema schema, RangeSize sizes) {
    this.format = format;
    this.schema = schema;
    this.sizes = sizes;
  }

  @ProcessElement
  public void cut(@Element InputFile file, MultiOutputReceiver out) {
    List<FileRange> ranges = new RangeCutter(format, schema, sizes).cut(file);
    OutputReceiver<FileRange> receiver = out.get(ranges.size() == 1 ? WHOLE : PARTS);
    ranges.forEach(receiver::output);
  }
}
