// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;

/** PostgreSQL; the index that takes NULL for a value like others is of version 15. */
final class PostgresDialect implements Dialect {
  private static final int NULLS_NOT_DISTINCT = 15;

  /** There is no unique index for ON CONFLICT. */
  private static final String NO_INDEX = "42P10";

  private final int version;

  PostgresDialect(int version) {
    this.version = version;
  }

  @Override
  public String type(Schema.TypeName type) {
    return switch (type) {
      case STRING -> "text";
      case INT64 -> "bigint";
      case DOUBLE -> "double precision";
      case DATETIME -> "timestamp with time zone";
      default -> throw new IllegalArgumentException(type + " has no column type");
    };
  }

  @Override
  public String upsert(
      String table, List<String> columns, List<String> types, List<String> key, String revision) {
    String newer =
        revision == null ? "" : String.format(" WHERE old.%1$s <= EXCLUDED.%1$s", revision);
    return String.format(
        "INSERT INTO %s AS old (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s%s",
        table,
        Dialect.list(columns),
        Dialect.list(Collections.nCopies(columns.size(), "?")),
        Dialect.list(key),
        Dialect.assignments(columns, key, "EXCLUDED"),
        newer);
  }

  @Override
  public String createIndex(String index, String table, List<String> key) {
    if (version < NULLS_NOT_DISTINCT) {
      throw new UnsupportedOperationException(
          String.format(
              "--createTable needs PostgreSQL %s or later, and this is %s",
              NULLS_NOT_DISTINCT, version));
    }
    return String.format(
        "CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (%s) NULLS NOT DISTINCT",
        index, table, Dialect.list(key));
  }

  @Override
  public boolean hasIndex(Connection connection, String upsert, int columns) throws SQLException {
    // The planner looks for the index, and nothing is run.
    String plan = "EXPLAIN " + upsert.replaceFirst("\\([?, ]+\\)", values(columns));
    try (Statement statement = connection.createStatement()) {
      return statement.execute(plan);
    } catch (SQLException e) {
      if (NO_INDEX.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static String values(int columns) {
    return "(" + Dialect.list(Collections.nCopies(columns, "NULL")) + ")";
  }
}
