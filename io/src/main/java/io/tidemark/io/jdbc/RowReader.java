// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** The rows of a query, one after the other. */
final class RowReader implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final TableInput input;
  private final List<String> names;
  private final ResultSet rows;
  private final ColumnKind[] kinds;
  private final Object[] values;

  RowReader(TableInput input, ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    this.input = input;
    this.names = input.selected();
    this.rows = rows;
    this.kinds = new ColumnKind[columns.getColumnCount()];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = ColumnKind.of(columns, i + 1);
    }
    this.values = new Object[kinds.length];
  }

  /** Goes to the next row; false if there is none. */
  boolean next() throws SQLException {
    if (!rows.next()) {
      return false;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = kinds[i].read(rows, i + 1);
    }
    return true;
  }

  /** The value of a field, in the order of the schema's; null if there is none. */
  Object value(int field) {
    return values[field];
  }

  /** The value of the column that rows are told by. */
  ColumnValue position() {
    return ColumnValue.of(kinds[kinds.length - 1], values[values.length - 1]);
  }

  /** The values of the row as text, each of which no other values have. */
  String content() {
    StringBuilder content = new StringBuilder();
    for (Object value : values) {
      String text = value == null ? "" : ColumnKind.print(value);
      content.append(value == null ? "-" : text.length()).append(' ').append(text);
    }
    return content.toString();
  }

  /** The row as a rejected record. */
  RejectedRecord rejected(String reason) {
    return RejectedRecord.of(origin(), reason, json());
  }

  /** The table, and if that is known the row. */
  private String origin() {
    boolean isTold = values.length > names.size() && values[names.size()] != null;
    return isTold ? input.name() + ":" + ColumnKind.print(values[names.size()]) : input.name();
  }

  private String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (int i = 0; i < names.size(); i++) {
        json.writeFieldName(names.get(i));
        write(values[i], json);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to grow", e);
    }
    return text.toString();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Float number && Float.isFinite(number)) {
      json.writeNumber(Double.toString(number)); // exactly, should the row come back
    } else if (value instanceof Long || value instanceof BigDecimal || isFinite(value)) {
      json.writeNumber(value.toString());
    } else {
      json.writeString(value.toString());
    }
  }

  private static boolean isFinite(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  @Override
  public void close() throws SQLException {
    rows.close();
  }
}
