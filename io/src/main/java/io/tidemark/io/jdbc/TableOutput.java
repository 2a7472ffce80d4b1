// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.connector.OutputException;
import io.tidemark.io.jdbc.Table.Column;
import io.tidemark.io.jdbc.Table.Names;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/**
 * A table to write to.
 *
 * @param option the option that named it, for errors
 * @param address what was typed, for errors
 * @param name of the table, as typed
 * @param key the columns that tell rows apart; empty where all stay
 * @param revision the column that says which row is the newer; null without one
 */
record TableOutput(
    Database database,
    String option,
    String address,
    String name,
    List<String> key,
    String revision)
    implements Serializable {
  /** An error of this output: {@code --output=address: problem}. */
  OutputException problem(String problem, Throwable cause) {
    return new OutputException(option, address, problem, cause);
  }

  /** A failure of the database. */
  OutputException failed(SQLException failure) {
    return problem(database.describe(failure), failure);
  }

  /**
   * Connects, and looks whether the table takes such rows.
   *
   * @param create whether to create what is not there
   * @throws OutputException if it does not
   */
  void check(Schema schema, boolean create) {
    try (Connection connection = database.connect()) {
      if (create) {
        create(connection, schema);
      }
      String insert = insert(connection, schema).sql();
      int columns = schema.getFieldCount();
      if (!key.isEmpty() && !Dialect.of(connection).hasIndex(connection, insert, columns)) {
        throw problem(
            String.format(
                "the table '%s' has no unique index on (%s), which tells its rows apart;"
                    + " --createTable creates it",
                name, String.join(", ", key)),
            null);
      }
    } catch (SQLException e) {
      throw failed(e);
    } catch (UnsupportedOperationException e) {
      throw problem(e.getMessage(), e);
    }
  }

  private void create(Connection connection, Schema schema) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    Names names = Names.of(connection);
    String table = Table.find(connection, name).map(Table::sql).orElse(names.created(name));
    List<String> columns =
        schema.getFields().stream()
            .map(
                field ->
                    names.created(field.getName())
                        + " "
                        + dialect.type(field.getType().getTypeName())
                        + (field.getType().getNullable() ? "" : " NOT NULL"))
            .toList();
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          String.format("CREATE TABLE IF NOT EXISTS %s (%s)", table, Dialect.list(columns)));
      if (!key.isEmpty()) {
        String index = names.created(name.substring(name.lastIndexOf('.') + 1) + "_identity");
        List<String> keys = sql(Table.find(connection, name).orElseThrow().columns(key));
        statement.execute(dialect.createIndex(index, table, keys));
      }
    } catch (IllegalArgumentException e) {
      throw problem(e.getMessage(), e);
    }
  }

  private static List<String> sql(List<Column> columns) {
    return columns.stream().map(Column::sql).toList();
  }

  /** The statement for rows of a schema, for one connection. */
  Insert insert(Connection connection, Schema schema) throws SQLException {
    Table table =
        Table.find(connection, name)
            .orElseThrow(
                () ->
                    problem(
                        String.format("there is no table '%s'; --createTable creates it", name),
                        null));
    try {
      List<Column> columns = table.columns(schema.getFieldNames());
      return new Insert(sql(connection, table, columns, schema), Insert.bindings(schema, columns));
    } catch (IllegalArgumentException e) {
      throw problem(e.getMessage(), e);
    }
  }

  private String sql(Connection connection, Table table, List<Column> columns, Schema schema)
      throws SQLException {
    if (key.isEmpty()) {
      return String.format(
          "INSERT INTO %s (%s) VALUES (%s)",
          table.sql(),
          Dialect.list(sql(columns)),
          Dialect.list(Collections.nCopies(columns.size(), "?")));
    }
    Dialect dialect = Dialect.of(connection);
    return dialect.upsert(
        table.sql(),
        sql(columns),
        schema.getFields().stream().map(f -> dialect.type(f.getType().getTypeName())).toList(),
        sql(table.columns(key)),
        revision == null ? null : table.columns(List.of(revision)).get(0).sql());
  }
}
