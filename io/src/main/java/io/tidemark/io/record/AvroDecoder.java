// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import io.tidemark.transforms.reading.RejectedRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Decodes a record in Avro's binary encoding, as the {@link JsonDecoder} decodes the object that
 * says the same: scalars by name, those of nested records as {@code outer.inner}; null is as
 * absent.
 */
final class AvroDecoder implements RecordDecoder {
  private static final String MORE = "not Avro of this schema: more follows the record";

  private final Schema schema;
  private final int prefix;
  private final Map<String, Integer> slots = new HashMap<>();
  private final Set<String> parents = new HashSet<>();

  private AvroDecoder(Schema schema, int prefix, List<String> fields) {
    this.schema = schema;
    this.prefix = prefix;
    for (int slot = 0; slot < fields.size(); slot++) {
      String field = fields.get(slot);
      slots.put(field, slot);
      for (int dot = field.indexOf('.'); dot >= 0; dot = field.indexOf('.', dot + 1)) {
        parents.add(field.substring(0, dot));
      }
    }
  }

  /**
   * A decoder of records of a schema.
   *
   * @param prefix how many bytes are before a record; the first has to be 0
   * @throws InputException if records lack a field, or it can be no text
   */
  static AvroDecoder of(Schema schema, int prefix, List<String> fields) {
    AvroTypes.require(schema, fields);
    return new AvroDecoder(schema, prefix, fields);
  }

  @Override
  public String[] decode(byte[] record) throws RecordException {
    AvroInput in = new AvroInput(record, 0);
    int start = in.pass(prefix);
    if (prefix > 0 && record[start] != 0) {
      throw new RecordException("does not start with a byte of 0 and the number of a schema");
    }
    String[] texts = new String[slots.size()];
    read(schema, "", in, texts);
    if (!in.atEnd()) {
      throw new RecordException(MORE);
    }
    return texts;
  }

  private void read(Schema record, String path, AvroInput in, String[] texts)
      throws RecordException {
    for (Schema.Field field : record.getFields()) {
      String name = path.isEmpty() ? field.name() : path + field.name();
      Integer slot = slots.get(name);
      if (slot != null) {
        texts[slot] = text(AvroWalk.branch(field.schema(), in), name, in);
      } else if (parents.contains(name)) {
        readInner(AvroWalk.branch(field.schema(), in), name, in, texts);
      } else {
        AvroWalk.skip(field.schema(), in);
      }
    }
  }

  private void readInner(Schema type, String name, AvroInput in, String[] texts)
      throws RecordException {
    if (type.getType() == Schema.Type.RECORD) {
      read(type, name + ".", in, texts);
    } else {
      AvroWalk.skip(type, in);
    }
  }

  private static String text(Schema type, String name, AvroInput in) throws RecordException {
    return switch (type.getType()) {
      case NULL -> null;
      case RECORD, ARRAY, MAP -> throw noText(name, type);
      case BYTES, FIXED -> {
        if (!AvroTypes.isDecimal(type)) {
          throw noText(name, type);
        }
        yield AvroScalar.text(type, in);
      }
      default -> AvroScalar.text(type, in);
    };
  }

  private static RecordException noText(String name, Schema type) {
    return new RecordException(String.format("field '%s' is %s", name, AvroTypes.kind(type)));
  }

  @Override
  public boolean isTime(String field) {
    return AvroTypes.isTime(schema, field);
  }

  /** As JSON, which a person can mend, where it is a record at all; else its bytes. */
  @Override
  public RejectedRecord reject(String source, String reason, byte[] record) {
    try {
      return RejectedRecord.of(source, reason, json(record));
    } catch (RecordException broken) {
      return RejectedRecord.ofBytes(source, reason, record);
    }
  }

  private String json(byte[] record) throws RecordException {
    AvroInput in = new AvroInput(record, Math.min(prefix, record.length));
    String json = AvroJson.of(schema, in);
    if (!in.atEnd()) {
      throw new RecordException(MORE);
    }
    return json;
  }
}
