// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.jdbc.Table.Column;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * The statement that writes a row.
 *
 * @param bindings how each value becomes a parameter
 */
record Insert(String sql, List<Binding> bindings) {
  /** How a value becomes a parameter. */
  enum Binding {
    TEXT,
    WHOLE,
    DOUBLE,
    INSTANT,
    /** A column without a zone gets what the clocks of UTC show. */
    LOCAL_TIME,
    ISO_TEXT;

    private boolean goesInto(ColumnKind column) {
      return switch (this) {
        case TEXT, ISO_TEXT -> column == ColumnKind.TEXT;
        case WHOLE -> column == ColumnKind.WHOLE || DOUBLE.goesInto(column);
        case DOUBLE -> column == ColumnKind.REAL || column == ColumnKind.DECIMAL;
        case INSTANT -> column == ColumnKind.INSTANT;
        case LOCAL_TIME -> column == ColumnKind.LOCAL_TIME;
      };
    }
  }

  /**
   * How the values of rows become those of columns.
   *
   * @throws IllegalArgumentException if a column cannot hold them, in one line
   */
  static List<Binding> bindings(Schema schema, List<Column> columns) {
    List<Binding> bindings = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      bindings.add(binding(schema.getField(i), columns.get(i)));
    }
    return List.copyOf(bindings);
  }

  private static Binding binding(Schema.Field field, Column column) {
    List<Binding> possible =
        switch (field.getType().getTypeName()) {
          case STRING -> List.of(Binding.TEXT);
          case INT64 -> List.of(Binding.WHOLE);
          case DOUBLE -> List.of(Binding.DOUBLE);
          case DATETIME -> List.of(Binding.INSTANT, Binding.LOCAL_TIME, Binding.ISO_TEXT);
          default -> List.of();
        };
    return possible.stream()
        .filter(binding -> binding.goesInto(column.kind()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        "the column '%s' is of kind %s, and cannot hold %s",
                        column.name(), column.kind(), field.getType().getTypeName())));
  }

  /** Makes a row the parameters of the statement. */
  void bind(Row row, PreparedStatement statement) throws SQLException {
    for (int i = 0; i < bindings.size(); i++) {
      Object value = row.getValue(i);
      if (value == null) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        bind(bindings.get(i), value, statement, i + 1);
      }
    }
  }

  private static void bind(Binding binding, Object value, PreparedStatement statement, int i)
      throws SQLException {
    switch (binding) {
      case TEXT -> statement.setString(i, (String) value);
      case WHOLE -> statement.setLong(i, (Long) value);
      case DOUBLE -> statement.setDouble(i, (Double) value);
      case INSTANT -> statement.setObject(i, time(value));
      case LOCAL_TIME -> statement.setObject(i, time(value).toLocalDateTime());
      case ISO_TEXT -> statement.setString(i, time(value).toInstant().toString());
    }
  }

  private static OffsetDateTime time(Object value) {
    return Instant.ofEpochMilli(((ReadableInstant) value).getMillis()).atOffset(ZoneOffset.UTC);
  }
}
