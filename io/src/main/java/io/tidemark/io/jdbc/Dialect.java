// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;

/** What databases say differently. Names come as they stand in SQL. */
interface Dialect {
  /** The dialect of a database, by the name of the product. */
  static Dialect of(Connection connection) throws SQLException {
    return switch (connection.getMetaData().getDatabaseProductName()) {
      case "PostgreSQL" -> new PostgresDialect(connection.getMetaData().getDatabaseMajorVersion());
      case "H2" -> new H2Dialect();
      default -> new OtherDialect();
    };
  }

  /** The type of a column for text, whole numbers, doubles or instants. */
  String type(Schema.TypeName type);

  /**
   * The statement that inserts a row, or puts it in the place of the one with its key.
   *
   * @param types of the columns
   * @param revision the column that says which row is the newer; null if it is the later
   * @throws UnsupportedOperationException if the database has none that is known
   */
  String upsert(
      String table, List<String> columns, List<String> types, List<String> key, String revision);

  /**
   * The statement that creates the index that tells rows apart, also those with NULL in the key.
   *
   * @throws UnsupportedOperationException if the database has none
   */
  String createIndex(String index, String table, List<String> key);

  /** Whether an upsert will find what tells rows apart. */
  default boolean hasIndex(Connection connection, String upsert, int columns) throws SQLException {
    return true;
  }

  /** A list in SQL. */
  static String list(List<String> parts) {
    return String.join(", ", parts);
  }

  /** Assignments of new values to columns. */
  static String assignments(List<String> columns, List<String> key, String from) {
    return columns.stream()
        .filter(column -> !key.contains(column))
        .map(column -> String.format("%1$s = %2$s.%1$s", column, from))
        .collect(Collectors.joining(", "));
  }
}
