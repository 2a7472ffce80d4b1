// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;

/** What the values of a column are, and what they are here. */
enum ColumnKind {
  /** Long. */
  WHOLE,
  /** BigDecimal; Double where a driver has no decimal for it, such as NaN. */
  DECIMAL,
  /** Float or Double. */
  REAL,
  /** LocalDateTime. */
  LOCAL_TIME,
  /** OffsetDateTime. */
  INSTANT,
  /** LocalDate. */
  DATE,
  /** String. */
  TEXT;

  /** The kind of a column, from 1. */
  static ColumnKind of(ResultSetMetaData columns, int column) throws SQLException {
    String name = columns.getColumnTypeName(column).toLowerCase(Locale.ROOT);
    return switch (columns.getColumnType(column)) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> WHOLE;
      case Types.NUMERIC, Types.DECIMAL -> DECIMAL;
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> REAL;
      case Types.DATE -> DATE;
      case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
      // Postgres calls both kinds by the number of the one without a zone.
      case Types.TIMESTAMP -> name.equals("timestamptz") ? INSTANT : LOCAL_TIME;
      default -> TEXT;
    };
  }

  /** The value of a column, from 1; null for NULL. */
  Object read(ResultSet row, int column) throws SQLException {
    return switch (this) {
      case WHOLE -> {
        long number = row.getLong(column);
        yield row.wasNull() ? null : number;
      }
      case DECIMAL, REAL -> row.getObject(column);
      case LOCAL_TIME -> row.getObject(column, LocalDateTime.class);
      case INSTANT -> row.getObject(column, OffsetDateTime.class);
      case DATE -> row.getObject(column, LocalDate.class);
      case TEXT -> text(row.getObject(column));
    };
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value == null ? null : value.toString();
  }

  /** Whether rows can be told by ranges of such a column, exactly. */
  boolean isRanged() {
    return this != REAL && this != TEXT;
  }

  /** A value as text: of numbers without an exponent, of times ISO 8601. */
  static String print(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
