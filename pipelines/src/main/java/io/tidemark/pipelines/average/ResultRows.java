// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;

/** Results as rows: who, where, when, and the statistics as asked. */
public final class ResultRows implements Serializable {
  static final String KEY = "key";
  static final String FIELD = "field";
  private static final String WINDOW_START = "window_start";
  private static final String WINDOW_END = "window_end";
  static final String REVISION = "revision";

  /** What tells results apart; the highest revision is the one that counts. */
  static final List<String> IDENTITY = List.of(KEY, FIELD, WINDOW_START, WINDOW_END);

  /** What makes a result one of a kind, the revisions of a window one after the other. */
  static final List<String> ORDER = List.of(KEY, FIELD, WINDOW_START, WINDOW_END, REVISION);

  private final Statistics statistics;

  /** Rows with these statistics. */
  public ResultRows(Statistics statistics) {
    this.statistics = statistics;
  }

  /** The columns of a result; the first two are those of its series. */
  public Schema schema() {
    Schema.Builder schema =
        Schema.builder()
            .addStringField(KEY)
            .addStringField(FIELD)
            .addNullableField(WINDOW_START, FieldType.DATETIME)
            .addNullableField(WINDOW_END, FieldType.DATETIME)
            .addStringField("timing")
            .addInt64Field(REVISION);
    for (Statistic statistic : statistics.asList()) {
      if (statistic.equals(Statistic.COUNT)) {
        schema.addInt64Field(statistic.columnName());
      } else {
        schema.addNullableField(statistic.columnName(), FieldType.DOUBLE);
      }
    }
    return schema.build();
  }

  MapElements<KV<Series, WindowResult>, Row> toRows() {
    Schema schema = schema();
    return MapElements.into(TypeDescriptors.rows())
        .via((KV<Series, WindowResult> kv) -> row(schema, kv.getKey(), kv.getValue()));
  }

  /** A result of a series, in the columns of {@link #schema}. */
  public Row row(Schema schema, Series series, WindowResult result) {
    Row.Builder row =
        Row.withSchema(schema)
            .addValue(series.key())
            .addValue(series.field())
            .addValue(result.window().map(window -> instant(window.start())).orElse(null))
            .addValue(result.window().map(window -> instant(window.end())).orElse(null))
            .addValue(result.timing().name())
            .addValue(result.revision());
    statistics.asList().forEach(statistic -> row.addValue(value(result.summary(), statistic)));
    return row.build();
  }

  private static Instant instant(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static Object value(Summary summary, Statistic statistic) {
    if (statistic.equals(Statistic.COUNT)) {
      return summary.count();
    }
    OptionalDouble value = summary.value(statistic);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /** The window of a row, as the name of the files it goes into; null without one. */
  static String window(Row row) {
    return row.getSchema().hasField(WINDOW_START) && row.getDateTime(WINDOW_START) != null
        ? text(row, WINDOW_START) + "_" + text(row, WINDOW_END)
        : null;
  }

  private static String text(Row row, String field) {
    return java.time.Instant.ofEpochMilli(row.getDateTime(field).getMillis()).toString();
  }
}
