// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.block.Batch;
import io.tidemark.io.block.BatchDecoder;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;

/** Reads ranges of a table into batches. */
final class ReadTableFn extends DoFn<TableRange, Batch> {
  private static final int BATCH = 16_384;

  private final TableInput input;
  private transient BatchDecoder batches;
  private transient RowDecoder rows;

  ReadTableFn(TableInput input) {
    this.input = input;
  }

  @StartBundle
  public void startBundle() {
    batches = BatchDecoder.ofRecords(input.schema());
    rows = new RowDecoder(input.schema());
  }

  @ProcessElement
  public void read(@Element TableRange range, OutputReceiver<Batch> out)
      throws InterruptedException {
    try (Connection connection = Attempts.connect(input.database());
        PreparedStatement select = input.query(connection).select(connection, range);
        RowReader reader = new RowReader(input, select.executeQuery())) {
      while (readBatch(reader)) {
        Batch batch = batches.batch();
        out.outputWithTimestamp(batch, earliest(batch));
      }
    } catch (SQLException e) {
      throw input.failed(e);
    }
  }

  /** Reads some rows; false if there are none left. */
  private boolean readBatch(RowReader reader) throws SQLException {
    int count = 0;
    while (count < BATCH && reader.next()) {
      batches.add(rows.decode(reader));
      count++;
    }
    return count > 0;
  }

  private static Instant earliest(Batch batch) {
    return Instant.ofEpochMilli(
        batch.blocks().stream()
            .mapToLong(block -> block.earliest())
            .min()
            .orElse(BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis()));
  }
}
