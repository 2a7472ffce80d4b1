// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;

/**
 * An Avro record as the JSON object that says the same, for a person to read and to mend.
 *
 * <p>A scalar is its {@link AvroScalar}, a union the value that is there; bytes are text of as many
 * characters; NaN and infinities are text.
 */
final class AvroJson {
  private static final JsonFactory JSON = new JsonFactory();

  private AvroJson() {}

  /** The object of one record. */
  static String of(Schema record, AvroInput in) throws RecordException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      write(record, in, json, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to grow", e);
    }
    return text.toString();
  }

  private static void write(Schema type, AvroInput in, JsonGenerator json, int depth)
      throws IOException, RecordException {
    AvroWalk.requireShallow(depth);
    switch (type.getType()) {
      case NULL -> json.writeNull();
      case UNION -> write(AvroWalk.branch(type, in), in, json, depth + 1);
      case RECORD -> {
        json.writeStartObject();
        for (Schema.Field field : type.getFields()) {
          json.writeFieldName(field.name());
          write(field.schema(), in, json, depth + 1);
        }
        json.writeEndObject();
      }
      case ARRAY -> {
        json.writeStartArray();
        AvroWalk.items(in, () -> writeItem(type.getElementType(), in, json, depth + 1));
        json.writeEndArray();
      }
      case MAP -> {
        json.writeStartObject();
        AvroWalk.items(
            in,
            () -> {
              writeName(Utf8.decode(in.take(in.int64())), json);
              writeItem(type.getValueType(), in, json, depth + 1);
            });
        json.writeEndObject();
      }
      default -> writeScalar(type, in, json);
    }
  }

  private static void writeScalar(Schema type, AvroInput in, JsonGenerator json)
      throws IOException, RecordException {
    switch (type.getType()) {
      case BOOLEAN -> json.writeBoolean(in.bool());
      case BYTES, FIXED -> writeBytes(type, in, json);
      case INT, LONG, FLOAT, DOUBLE -> {
        String text = AvroScalar.text(type, in);
        if (isNumber(text)) {
          json.writeNumber(text);
        } else {
          json.writeString(text);
        }
      }
      default -> json.writeString(AvroScalar.text(type, in));
    }
  }

  private static void writeBytes(Schema type, AvroInput in, JsonGenerator json)
      throws IOException, RecordException {
    if (AvroTypes.isDecimal(type)) {
      json.writeNumber(AvroScalar.text(type, in));
    } else {
      long length = type.getType() == Schema.Type.FIXED ? type.getFixedSize() : in.int64();
      json.writeString(new String(in.take(length), StandardCharsets.ISO_8859_1));
    }
  }

  /** Times, NaN and infinities are none. */
  private static boolean isNumber(String text) {
    boolean hasDate = text.indexOf('-', 1) > 0 && text.indexOf('E') < 0;
    return !hasDate && Character.isDigit(text.charAt(text.length() - 1));
  }

  private static void writeItem(Schema type, AvroInput in, JsonGenerator json, int depth)
      throws RecordException {
    try {
      write(type, in, json, depth);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to grow", e);
    }
  }

  private static void writeName(String name, JsonGenerator json) {
    try {
      json.writeFieldName(name);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to grow", e);
    }
  }
}
