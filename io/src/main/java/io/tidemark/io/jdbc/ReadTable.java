// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.Readings;
import io.tidemark.io.block.Unbatch;
import io.tidemark.transforms.block.ReadingBlock;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;

/**
 * Reads a table as it is.
 *
 * <ul>
 *   <li>With a column to tell rows by, ranges of it are read in parallel, rows without a value in
 *       one of their own. Its least and greatest value are asked for when the run starts: rows that
 *       are added before or after them later are not read.
 *   <li>Each range is one query, so all are not one snapshot: a row that is changed, added or
 *       deleted while the run reads may be there as it was or as it is.
 *   <li>A connection that cannot be made is tried again for two minutes. One that is lost in
 *       mid-range fails the bundle: Flink starts again where it is told to, Direct does not.
 *   <li>Blocks have the timestamp of the earliest reading that was read with them.
 * </ul>
 */
final class ReadTable extends PTransform<PBegin, Readings<ReadingBlock>> {
  private final TableInput input;

  ReadTable(TableInput input) {
    this.input = input;
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin begin) {
    input.check();
    return begin
        .apply("Table", Create.of((Void) null).withCoder(VoidCoder.of()))
        .apply("Cut", ParDo.of(new CutTableFn(input)))
        .setCoder(TableRange.coder())
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(new ReadTableFn(input)))
        .setCoder(Batch.coder())
        .apply("Unbatch", Unbatch.create());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("input", input.database().toString()).withLabel("Database"))
        .add(DisplayData.item("table", input.name()).withLabel("Table"))
        .add(
            DisplayData.item("fields", String.join(",", input.selected()))
                .withLabel("Columns of the table"))
        .addIfNotNull(
            DisplayData.item("partitionColumn", input.partitionColumn())
                .withLabel("Column of the ranges"));
  }
}
