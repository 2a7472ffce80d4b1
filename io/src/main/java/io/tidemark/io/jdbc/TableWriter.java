// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.connector.SinkMetrics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows to a table, some in one transaction.
 *
 * <p>What may pass is tried again. Where the table refuses a row, the rows are halved until it is
 * alone.
 */
final class TableWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TableWriter.class);

  /** Takes rows that the table refuses. */
  @FunctionalInterface
  interface Refused {
    /** The row of a number, from 0, and why. */
    void add(int row, String reason);
  }

  /** So often a row is tried again that another transaction was first with. */
  private static final int DUPLICATES = 10;

  private final TableOutput output;
  private final Schema schema;
  private final SinkMetrics metrics;
  private Connection connection;
  private Insert insert;
  private PreparedStatement statement;

  TableWriter(TableOutput output, Schema schema, SinkMetrics metrics) {
    this.output = output;
    this.schema = schema;
    this.metrics = metrics;
  }

  /**
   * Writes rows; when it returns they are in the table, or were refused.
   *
   * @throws SQLException if the database does not take them, and it is not for what is in them
   */
  void write(List<Row> rows, Refused refused) throws SQLException, InterruptedException {
    write(rows, 0, rows.size(), refused);
  }

  private void write(List<Row> rows, int from, int to, Refused refused)
      throws SQLException, InterruptedException {
    try {
      Attempts.make(() -> commit(rows.subList(from, to)), () -> metrics.addRetries(1));
    } catch (SQLException e) {
      if (SqlFailure.of(e) != SqlFailure.REFUSED) {
        throw e;
      }
      if (to - from == 1) {
        writeAlone(rows.get(from), e, why -> refused.add(from, why));
      } else {
        int middle = (from + to) / 2;
        write(rows, from, middle, refused);
        write(rows, middle, to, refused);
      }
    }
  }

  /**
   * Writes a row that was refused once. Where two transactions insert a key at the same time, one
   * may fail, as if there were no other way; now that the row is there it can replace it.
   */
  private void writeAlone(Row row, SQLException failure, Consumer<String> refused)
      throws SQLException, InterruptedException {
    SQLException last = failure;
    for (int i = 0; i < DUPLICATES && isUpsertTwice(last); i++) {
      try {
        Attempts.make(() -> commit(List.of(row)), () -> metrics.addRetries(1));
        return;
      } catch (SQLException e) {
        last = e;
      }
    }
    if (SqlFailure.of(last) != SqlFailure.REFUSED) {
      throw last;
    }
    refused.accept(output.database().describe(last));
  }

  private boolean isUpsertTwice(SQLException failure) {
    return !output.key().isEmpty() && SqlFailure.isDuplicate(failure);
  }

  private int commit(List<Row> rows) throws SQLException {
    try {
      open();
      for (Row row : rows) {
        insert.bind(row, statement);
        statement.addBatch();
      }
      statement.executeBatch();
      connection.commit();
      return rows.size();
    } catch (SQLException e) {
      recover(e);
      throw e;
    }
  }

  private void open() throws SQLException {
    if (connection == null) {
      connection = output.database().connect();
      insert = output.insert(connection, schema);
      connection.setAutoCommit(false);
      statement = connection.prepareStatement(insert.sql());
    }
  }

  /** Undoes the transaction, or gives up the connection. */
  private void recover(SQLException failure) {
    try {
      if (SqlFailure.of(failure) == SqlFailure.REFUSED) {
        statement.clearBatch();
        connection.rollback();
        return;
      }
    } catch (SQLException e) {
      LOG.debug("a connection cannot roll back", e);
    }
    LOG.debug("a connection is given up", failure);
    close();
  }

  @Override
  public void close() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection that is given up does not close", e);
    }
    connection = null;
  }
}
