// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.row.Columns;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Writes rows to a table.
 *
 * <ul>
 *   <li>Rows with a key: a row takes the place of the one with its key, unless that has a higher
 *       revision. NULL is a value like others. Rows without a key are added.
 *   <li>Columns: by name; more of them in the table get their defaults. An instant goes into a
 *       column without a zone as UTC, and into one of text as ISO 8601.
 *   <li>Delivery: a bundle is done when its rows are committed, so a row is written at least once,
 *       on Direct and on Flink; with a key it is there once. Without checkpoints a streaming run on
 *       Flink does not survive a failure.
 *   <li>What may pass (a lost connection, a server that starts, a conflict) is tried again for two
 *       minutes, then the bundle fails.
 *   <li>Output: the rows that the table refuses, with the time and window they came with. All
 *       others are written. Counter {@code refused}, namespace {@code jdbc}.
 *   <li>No state and no timers are held.
 * </ul>
 */
final class WriteTable extends PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> {
  /** So many rows are in a transaction at most, if nobody says. */
  static final int BATCH = 500;

  static final int LARGEST_BATCH = 100_000;

  private final TableOutput output;
  private final boolean create;
  private final int batch;

  WriteTable(TableOutput output, boolean create, int batch) {
    this.output = output;
    this.create = create;
    this.batch = batch;
  }

  @Override
  public PCollectionList<RejectedRecord> expand(PCollection<Row> rows) {
    Schema schema = Columns.requireWritable(rows.getSchema());
    output.check(schema, create);
    return PCollectionList.of(
        rows.apply("Write", ParDo.of(new WriteTableFn(output, schema, batch)))
            .setCoder(RejectedRecord.coder()));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("output", output.database().toString()).withLabel("Database"))
        .add(DisplayData.item("table", output.name()).withLabel("Table"))
        .add(DisplayData.item("key", String.join(",", output.key())).withLabel("Key"))
        .add(DisplayData.item("batch", batch).withLabel("Rows in a transaction, at most"));
  }
}
