// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileConstants;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Rows as an Avro object file: a header, and blocks that may follow it in any order.
 *
 * <p>Nothing in a file is random, so that each task writes the same header, and a retry the same
 * bytes: the marker between blocks is a hash of the schema.
 */
final class AvroRows {
  private static final int NOT_NULL = 1;

  private AvroRows() {}

  /**
   * STRING is string, INT64 long, DOUBLE double, DATETIME timestamp-millis; what may be null is a
   * union with null.
   *
   * @throws IllegalArgumentException for a column whose name cannot be one in Avro
   */
  static org.apache.avro.Schema schema(Schema columns) {
    try {
      SchemaBuilder.FieldAssembler<org.apache.avro.Schema> record =
          SchemaBuilder.record("Row").namespace("io.tidemark").fields();
      for (Schema.Field field : columns.getFields()) {
        record = record.name(field.getName()).type(type(field.getType())).noDefault();
      }
      return record.endRecord();
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException("columns that Avro cannot name: " + e.getMessage(), e);
    }
  }

  private static org.apache.avro.Schema type(Schema.FieldType column) {
    org.apache.avro.Schema.Type plain =
        switch (column.getTypeName()) {
          case STRING -> org.apache.avro.Schema.Type.STRING;
          case DOUBLE -> org.apache.avro.Schema.Type.DOUBLE;
          case INT64, DATETIME -> org.apache.avro.Schema.Type.LONG;
          default -> throw new IllegalArgumentException(column.getTypeName() + " is not writable");
        };
    org.apache.avro.Schema type = org.apache.avro.Schema.create(plain);
    if (column.getTypeName() == Schema.TypeName.DATETIME) {
      LogicalTypes.timestampMillis().addToSchema(type);
    }
    return column.getNullable()
        ? org.apache.avro.Schema.createUnion(
            org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL), type)
        : type;
  }

  static byte[] header(Schema columns) {
    String schema = schema(columns).toString();
    return bytes(
        out -> {
          out.writeFixed(DataFileConstants.MAGIC);
          out.writeMapStart();
          out.setItemCount(1);
          out.startItem();
          out.writeString(DataFileConstants.SCHEMA);
          out.writeBytes(schema.getBytes(StandardCharsets.UTF_8));
          out.writeMapEnd();
          out.writeFixed(marker(columns));
        });
  }

  static byte[] record(Row row) {
    List<Schema.Field> fields = row.getSchema().getFields();
    return bytes(
        out -> {
          for (int i = 0; i < fields.size(); i++) {
            Object value = row.getValue(i);
            if (fields.get(i).getType().getNullable()) {
              out.writeIndex(value == null ? 0 : NOT_NULL);
            }
            if (value != null) {
              write(value, out);
            }
          }
        });
  }

  private static void write(Object value, BinaryEncoder out) throws IOException {
    if (value instanceof Double number) {
      out.writeDouble(number);
    } else if (value instanceof Long number) {
      out.writeLong(number);
    } else if (value instanceof ReadableInstant instant) {
      out.writeLong(instant.getMillis());
    } else {
      out.writeString(value.toString());
    }
  }

  static byte[] block(Schema columns, long count, byte[] records) {
    return bytes(
        out -> {
          out.writeLong(count);
          out.writeBytes(records);
          out.writeFixed(marker(columns));
        });
  }

  private static byte[] marker(Schema columns) {
    try {
      byte[] schema = schema(columns).toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(schema);
      return Arrays.copyOf(hash, DataFileConstants.SYNC_SIZE);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Writes something. */
  private interface Part {
    void writeTo(BinaryEncoder out) throws IOException;
  }

  private static byte[] bytes(Part part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
      part.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to grow", e);
    }
    return bytes.toByteArray();
  }
}
