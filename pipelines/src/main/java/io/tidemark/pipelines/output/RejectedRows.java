// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Rejected records as rows; {@code encoding} says whether the record is text or base64. */
final class RejectedRows {
  static final Schema SCHEMA =
      Schema.builder()
          .addStringField("source")
          .addStringField("reason")
          .addStringField("record")
          .addStringField("encoding")
          .build();

  private RejectedRows() {}

  static MapElements<RejectedRecord, Row> toRows() {
    return MapElements.into(TypeDescriptors.rows()).via(RejectedRows::row);
  }

  private static Row row(RejectedRecord rejected) {
    return Row.withSchema(SCHEMA)
        .addValues(
            rejected.source(),
            rejected.reason(),
            rejected.record(),
            rejected.base64() ? "base64" : "utf-8")
        .build();
  }
}
