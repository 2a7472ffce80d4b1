// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.row.RowFormat;
import java.io.Serializable;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.TypeName;
import org.apache.beam.sdk.values.Row;
import org.joda.time.ReadableInstant;

/**
 * Makes records of rows: the key columns as text in the format of the row (or, where that is none,
 * as JSON), the row, and the end of its window as the time, or now where that is to come or there
 * is none.
 */
final class TopicRecords implements Serializable {
  private static final String WINDOW_END = "window_end";

  private final RowFormat format;
  private final RowFormat keyFormat;
  private final List<String> key;
  private final Clock clock;

  TopicRecords(RowFormat format, List<String> key, Clock clock) {
    this.format = format;
    this.keyFormat = format.isText() ? format : RowFormat.JSON_LINES;
    this.key = List.copyOf(key);
    this.clock = clock;
  }

  TopicRecord of(Row row) {
    return new TopicRecord(key(row), format.message(row), time(row));
  }

  private Optional<String> key(Row row) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    Schema.Builder schema = Schema.builder();
    key.forEach(column -> schema.addField(row.getSchema().getField(column)));
    Row.Builder columns = Row.withSchema(schema.build());
    key.forEach(column -> columns.addValue(row.getValue(column)));
    return Optional.of(keyFormat.format(columns.build()));
  }

  /** No time to come: brokers may refuse it, and an early result is of now. */
  private long time(Row row) {
    long now = clock.millis();
    if (row.getSchema().hasField(WINDOW_END)
        && row.getSchema().getField(WINDOW_END).getType().getTypeName() == TypeName.DATETIME) {
      ReadableInstant end = row.getDateTime(WINDOW_END);
      return end == null ? now : Math.max(0, Math.min(now, end.getMillis()));
    }
    return now;
  }
}
