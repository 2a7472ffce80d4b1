// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.util.List;
import org.apache.avro.Schema;

/** Decodes records of a schema that are written as JSON, as {@link AvroDecoder} keeps them. */
final class AvroTextDecoder implements RecordDecoder {
  private final Schema schema;
  private final JsonDecoder json;

  private AvroTextDecoder(Schema schema, JsonDecoder json) {
    this.schema = schema;
    this.json = json;
  }

  /**
   * A decoder.
   *
   * @throws InputException if records lack a field, or it can be no text
   */
  static AvroTextDecoder of(Schema schema, List<String> fields) {
    AvroTypes.require(schema, fields);
    return new AvroTextDecoder(schema, new JsonDecoder(fields));
  }

  @Override
  public String[] decode(byte[] record) throws RecordException {
    return json.decode(record);
  }

  @Override
  public boolean isTime(String field) {
    return AvroTypes.isTime(schema, field);
  }
}
