// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.lookup.Answer;
import io.tidemark.transforms.reading.Series;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;

/** Answers as rows: to whom, about what, and what the table had. */
final class AnswerRows<V> implements Serializable {
  /** What brings a table of answers into an order. */
  static final List<String> ORDER = List.of("as_of", "id", "key", "field");

  private final TableColumns<V> columns;
  private final Schema schema;

  AnswerRows(TableColumns<V> columns) {
    this.columns = columns;
    Schema.Builder builder =
        Schema.builder()
            .addStringField("id")
            .addStringField("key")
            .addStringField("field")
            .addNullableField("as_of", FieldType.DATETIME)
            .addStringField("outcome")
            .addNullableField("time", FieldType.DATETIME);
    columns.fields().forEach(builder::addField);
    this.schema = builder.build();
  }

  Schema schema() {
    return schema;
  }

  MapElements<KV<Series, Answer<V>>, Row> toRows() {
    return MapElements.into(TypeDescriptors.rows())
        .via((KV<Series, Answer<V>> kv) -> row(kv.getKey(), kv.getValue()));
  }

  private Row row(Series series, Answer<V> answer) {
    List<Object> values = new ArrayList<>();
    values.add(answer.id());
    values.add(series.key());
    values.add(series.field());
    values.add(joda(answer.asOf()));
    values.add(answer.outcome().name());
    values.add(joda(answer.time()));
    values.addAll(
        answer
            .value()
            .map(columns::values)
            .orElse(Collections.nCopies(columns.fields().size(), null)));
    return Row.withSchema(schema).addValues(values).build();
  }

  private static org.joda.time.Instant joda(Optional<Instant> instant) {
    return instant
        .map(each -> org.joda.time.Instant.ofEpochMilli(each.toEpochMilli()))
        .orElse(null);
  }
}
