// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.jdbc.Table.Column;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * The SQL that reads a table.
 *
 * @param table its name in SQL
 * @param columns those to read, in SQL; last the one that rows are told by
 * @param ranged the column that rows are told by
 */
record TableQuery(String table, String columns, Optional<Column> ranged) {
  /** So many rows are in memory at once. */
  private static final int FETCH_SIZE = 4096;

  /** Cuts the table into ranges, by the least and the greatest value that it has now. */
  List<TableRange> ranges(Connection connection, int count) throws SQLException {
    if (ranged.isEmpty()) {
      return List.of(TableRange.all());
    }
    Column column = ranged.get();
    String sql = String.format("SELECT MIN(%1$s), MAX(%1$s) FROM %2$s", column.sql(), table);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      Object least = column.kind().read(row, 1);
      if (least == null) {
        return List.of(TableRange.withoutValue());
      }
      return RangeCuts.cut(
          ColumnValue.of(column.kind(), least),
          ColumnValue.of(column.kind(), column.kind().read(row, 2)),
          count);
    }
  }

  /** The rows of a range, in any order. */
  PreparedStatement select(Connection connection, TableRange range) throws SQLException {
    String condition = ranged.map(column -> range.condition(column.sql())).orElse("");
    PreparedStatement statement = streamed(connection, condition);
    range.bind(statement);
    return statement;
  }

  /** The rows from a value on, that of it too, in the order of the column. */
  PreparedStatement selectFrom(Connection connection, Optional<ColumnValue> value)
      throws SQLException {
    String column = ranged.orElseThrow().sql();
    String condition = value.isPresent() ? " >= ?" : " IS NOT NULL";
    PreparedStatement statement =
        streamed(connection, String.format(" WHERE %1$s%2$s ORDER BY %1$s", column, condition));
    if (value.isPresent()) {
      value.get().bind(statement, 1);
    }
    return statement;
  }

  /** Rows come in pieces, for which Postgres wants a transaction. */
  private PreparedStatement streamed(Connection connection, String rest) throws SQLException {
    connection.setAutoCommit(false);
    PreparedStatement statement =
        connection.prepareStatement(
            "SELECT " + columns + " FROM " + table + rest,
            ResultSet.TYPE_FORWARD_ONLY,
            ResultSet.CONCUR_READ_ONLY);
    statement.setFetchSize(FETCH_SIZE);
    return statement;
  }
}
