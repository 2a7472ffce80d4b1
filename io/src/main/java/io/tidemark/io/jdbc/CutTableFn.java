// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.beam.sdk.transforms.DoFn;

/** Cuts a table into ranges. */
final class CutTableFn extends DoFn<Void, TableRange> {
  /** More than there are readers, so that a range with many rows does not hold up all. */
  private static final int RANGES = 16;

  private final TableInput input;

  CutTableFn(TableInput input) {
    this.input = input;
  }

  @ProcessElement
  public void cut(OutputReceiver<TableRange> out) throws InterruptedException {
    try (Connection connection = Attempts.connect(input.database())) {
      input.query(connection).ranges(connection, RANGES).forEach(out::output);
    } catch (SQLException e) {
      throw input.failed(e);
    }
  }
}
