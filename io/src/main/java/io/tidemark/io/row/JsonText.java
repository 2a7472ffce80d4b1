// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows as JSON objects on one line. */
final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  private JsonText() {}

  static String object(Row row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      for (Schema.Field field : row.getSchema().getFields()) {
        json.writeFieldName(field.getName());
        write(row.getValue(field.getName()), json);
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
    } else if (value instanceof Long || isFinite(value)) {
      json.writeNumber(ColumnText.of(value));
    } else {
      json.writeString(ColumnText.of(value));
    }
  }

  private static boolean isFinite(Object value) {
    return value instanceof Double number && Double.isFinite(number);
  }
}
