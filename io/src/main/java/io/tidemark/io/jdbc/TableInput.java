// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.jdbc.Table.Column;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table to read from.
 *
 * @param address what was typed, for errors
 * @param name of the table, as typed
 * @param schema the columns that make readings
 * @param partitionColumn the column that rows are told by; null without one
 */
record TableInput(
    Database database, String address, String name, ReadingSchema schema, String partitionColumn)
    implements Serializable {
  /** An error of this input: {@code --input=address: problem}. */
  InputException problem(String problem, Throwable cause) {
    return new InputException(String.format("--input=%s: %s", address, problem), cause);
  }

  /** A failure of the database. */
  InputException failed(SQLException failure) {
    return problem(database.describe(failure), failure);
  }

  /**
   * Connects, and looks whether there is what this wants to read.
   *
   * @throws InputException if not
   */
  void check() {
    try (Connection connection = database.connect()) {
      query(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The query of this table, for one connection. */
  TableQuery query(Connection connection) throws SQLException {
    Table table =
        Table.find(connection, name)
            .orElseThrow(() -> problem(String.format("there is no table '%s'", name), null));
    List<Column> columns = columns(table, selected());
    Optional<Column> ranged =
        Optional.ofNullable(partitionColumn).map(column -> columns(table, List.of(column)).get(0));
    ranged.ifPresent(this::requireRanged);
    if (schema.hasTime()) {
      requireTimeFormat(columns.get(selected().indexOf(schema.timeField())));
    }
    List<Column> all = new ArrayList<>(columns);
    // Read for what rejected rows say about where they are from, and for positions.
    ranged.ifPresent(all::add);
    String names = all.stream().map(Column::sql).collect(Collectors.joining(", "));
    return new TableQuery(table.sql(), names, ranged);
  }

  /** The fields of the schema. */
  List<String> selected() {
    return schema.fields();
  }

  private List<Column> columns(Table table, List<String> names) {
    try {
      return table.columns(names);
    } catch (IllegalArgumentException e) {
      throw problem(e.getMessage(), e);
    }
  }

  private void requireRanged(Column column) {
    if (!column.kind().isRanged()) {
      throw new InputException(
          String.format(
              "--partitionColumn=%s: must be a column of whole numbers, decimals or times",
              partitionColumn));
    }
  }

  private void requireTimeFormat(Column column) {
    Set<ColumnKind> numbers = Set.of(ColumnKind.WHOLE, ColumnKind.DECIMAL, ColumnKind.REAL);
    if (numbers.contains(column.kind()) && schema.timeFormat().toString().equals("iso")) {
      throw new InputException(
          String.format(
              "--timeFormat=iso: the column '%s' has numbers; must be epochSeconds, epochMillis,"
                  + " epochMicros or epochNanos",
              column.name()));
    }
  }
}
