// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table as a database has it.
 *
 * @param sql its name as it stands in SQL
 */
record Table(String sql, List<Column> columns) {
  /**
   * A column.
   *
   * @param name as the database has it
   * @param sql its name as it stands in SQL
   */
  record Column(String name, String sql, ColumnKind kind) {}

  /**
   * A table by its name, {@code schema.table} or {@code table}: as it was typed, else in the case
   * that the database gives to names without quotes.
   */
  static Optional<Table> find(Connection connection, String name) throws SQLException {
    Names names = Names.of(connection);
    for (String sql : List.of(names.quotedPath(name), names.quotedPath(names.folded(name)))) {
      try {
        return Optional.of(read(connection, names, sql));
      } catch (SQLException e) {
        if (!SqlFailure.isNoTable(e)) {
          throw e;
        }
      }
    }
    return Optional.empty();
  }

  private static Table read(Connection connection, Names names, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + sql + " WHERE 1 = 0")) {
      ResultSetMetaData data = none.getMetaData();
      List<Column> columns = new ArrayList<>();
      for (int i = 1; i <= data.getColumnCount(); i++) {
        String name = data.getColumnName(i);
        columns.add(new Column(name, names.quoted(name), ColumnKind.of(data, i)));
      }
      return new Table(sql, List.copyOf(columns));
    }
  }

  /** A column by its name: the very one, else the only one that differs by case alone. */
  Optional<Column> column(String name) {
    Optional<Column> same = columns.stream().filter(c -> c.name().equals(name)).findFirst();
    if (same.isPresent()) {
      return same;
    }
    List<Column> alike = columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).toList();
    return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
  }

  /**
   * Columns by their names.
   *
   * @throws IllegalArgumentException if one is not there, in one line
   */
  List<Column> columns(List<String> wanted) {
    return wanted.stream().map(this::requireColumn).toList();
  }

  private Column requireColumn(String name) {
    return column(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "the table has no column '%s'; it has %s",
                        name,
                        columns.stream().map(Column::name).collect(Collectors.joining(", ")))));
  }

  /** How a database writes names. */
  record Names(String quote, boolean upperCase) {
    static Names of(Connection connection) throws SQLException {
      DatabaseMetaData data = connection.getMetaData();
      return new Names(data.getIdentifierQuoteString().strip(), data.storesUpperCaseIdentifiers());
    }

    /** A name so that it is taken as it is. */
    String quoted(String name) {
      return quote + name.replace(quote, quote + quote) + quote;
    }

    /** A name of parts divided by points. */
    String quotedPath(String path) {
      return Arrays.stream(path.split("\\.", -1))
          .map(this::quoted)
          .collect(Collectors.joining("."));
    }

    /** The name of something new, path or not, as it would be without quotes. */
    String created(String path) {
      return quotedPath(folded(path));
    }

    /** A name as the database keeps one that stands without quotes. */
    String folded(String name) {
      return upperCase ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT);
    }
  }
}
