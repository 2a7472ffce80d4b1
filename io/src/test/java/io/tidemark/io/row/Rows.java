// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Rows with a column of each type, for tests. */
public final class Rows {
  public static final Schema SCHEMA =
      Schema.builder()
          .addNullableField("key", FieldType.STRING)
          .addNullableField("time", FieldType.DATETIME)
          .addNullableField("count", FieldType.INT64)
          .addNullableField("mean", FieldType.DOUBLE)
          .build();

  private Rows() {}

  /** A row; {@code time} is ISO 8601, and anything may be null. */
  public static Row row(String key, String time, Long count, Double mean) {
    return Row.withSchema(SCHEMA)
        .addValues(key, time == null ? null : Instant.parse(time), count, mean)
        .build();
  }
}
