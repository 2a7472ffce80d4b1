// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.block.ReadingFold;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;

/** How ranges are read that start where a record does, all of each. */
final class ReadRanges<T> {
  private final ReadRangeFn.Reader reader;
  private final ReadingSchema schema;
  private final ReadingFold<T> fold;

  ReadRanges(ReadRangeFn.Reader reader, ReadingSchema schema, ReadingFold<T> fold) {
    this.reader = reader;
    this.schema = schema;
    this.fold = fold;
  }

  /** What becomes of the readings. */
  ReadingFold<T> fold() {
    return fold;
  }

  /** Applies it. */
  Readings<T> read(PCollection<FileRange> ranges) {
    TupleTag<T> tag = new TupleTag<>("readings");
    PCollectionTuple outputs =
        ranges.apply(
            "Read",
            ParDo.of(new ReadRangeFn<>(reader, schema, fold)).withOutputTags(tag, Readings.OTHERS));
    return Readings.of(outputs, tag, fold.coder());
  }
}
