// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.output;

import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.reading.Series;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/** Late readings as rows. */
final class LateRows {
  static final Schema SCHEMA =
      Schema.builder()
          .addStringField("key")
          .addStringField("field")
          .addDateTimeField("time")
          .addDoubleField("value")
          .addDateTimeField("watermark")
          .addInt64Field("lateness_ms")
          .build();

  private LateRows() {}

  static MapElements<KV<Series, LateReading>, Row> toRows() {
    return MapElements.into(TypeDescriptors.rows())
        .via((KV<Series, LateReading> kv) -> row(kv.getKey(), kv.getValue()));
  }

  private static Row row(Series series, LateReading late) {
    return Row.withSchema(SCHEMA)
        .addValues(
            series.key(),
            series.field(),
            Instant.ofEpochMilli(late.reading().time()),
            late.reading().value(),
            Instant.ofEpochMilli(late.watermark()),
            late.lateness())
        .build();
  }
}
