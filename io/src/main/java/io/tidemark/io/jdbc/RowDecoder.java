// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.reading.Decimals;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.KeyParts;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.Excerpt;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Decodes rows of a table.
 *
 * <ul>
 *   <li>Key: the text of its columns. Numbers are written without an exponent, times as ISO 8601.
 *   <li>Time: a timestamp with a zone is its instant; one without and a date are in the zone of the
 *       schema; numbers and texts are read in its format. Rounded down to a millisecond.
 *   <li>Value: the double nearest to a number, REAL as the number that it is; text as in other
 *       formats. NULL, NaN, the texts for "missing" and the numbers that they say are missing.
 *   <li>A row without a key or time is rejected as a whole; a value that is no number alone.
 * </ul>
 */
final class RowDecoder {
  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private final ReadingSchema schema;
  private final KeyParts keys;
  private final int[] values;
  private final int time;
  private final Set<String> missing;
  private final double[] missingNumbers;

  RowDecoder(ReadingSchema schema) {
    List<String> fields = schema.fields();
    this.schema = schema;
    this.keys = new KeyParts(schema, fields);
    this.values = schema.valueFields().stream().mapToInt(fields::indexOf).toArray();
    this.time = schema.hasTime() ? fields.indexOf(schema.timeField()) : -1;
    this.missing = new HashSet<>(schema.missing());
    this.missingNumbers =
        missing.stream().mapToDouble(Decimals::parse).filter(n -> !Double.isNaN(n)).toArray();
  }

  /** Decodes the row that a reader is at. */
  DecodedRecord decode(RowReader row) {
    try {
      DecodedRecord.Builder record = DecodedRecord.of(key(row));
      if (time >= 0) {
        record.at(millis(present(row, time, schema.timeField())));
      }
      for (int i = 0; i < values.length; i++) {
        add(row, i, record);
      }
      return record.build();
    } catch (IllegalArgumentException e) {
      return DecodedRecord.rejected(values.length, row.rejected(e.getMessage()));
    }
  }

  private String key(RowReader row) {
    return keys.key((field, name) -> ColumnKind.print(present(row, field, name)));
  }

  private static Object present(RowReader row, int field, String name) {
    Object value = row.value(field);
    if (value == null) {
      throw new IllegalArgumentException(String.format("column '%s' is NULL", name));
    }
    return value;
  }

  private long millis(Object value) {
    try {
      if (value instanceof OffsetDateTime instant) {
        long seconds = instant.toEpochSecond();
        if (seconds >= FIRST && seconds <= LAST) {
          return instant.toInstant().toEpochMilli();
        }
        throw new IllegalArgumentException("outside the years 0001 to 9999");
      }
      boolean isLocal = value instanceof LocalDateTime || value instanceof LocalDate;
      TimeFormat format = isLocal ? TimeFormat.iso() : schema.timeFormat();
      return format.toMillis(text(value), schema.zone());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("time %s: %s", Excerpt.quoted(text(value)), e.getMessage()), e);
    }
  }

  /** Of a number all digits, and no exponent. */
  private static String text(Object value) {
    return value instanceof Double || value instanceof Float
        ? decimalText((Number) value)
        : ColumnKind.print(value);
  }

  private static String decimalText(Number number) {
    return Double.isFinite(number.doubleValue())
        ? new BigDecimal(number.toString()).toPlainString()
        : number.toString();
  }

  private void add(RowReader row, int i, DecodedRecord.Builder record) {
    if (schema.isOfRecords()) {
      record.value(1);
      return;
    }
    Object value = row.value(values[i]);
    if (value == null || (value instanceof String text && missing.contains(text.strip()))) {
      record.missing();
    } else if (value instanceof Number number) {
      addNumber(number.doubleValue(), record);
    } else {
      addText(row, i, value.toString(), record);
    }
  }

  private void addNumber(double number, DecodedRecord.Builder record) {
    if (Double.isNaN(number) || isMissing(number)) {
      record.missing();
    } else {
      record.value(number);
    }
  }

  private boolean isMissing(double number) {
    for (double each : missingNumbers) {
      if (each == number) {
        return true;
      }
    }
    return false;
  }

  private void addText(RowReader row, int i, String text, DecodedRecord.Builder record) {
    double number = Decimals.parse(text.strip());
    if (Double.isNaN(number)) {
      record.rejected(
          row.rejected(
              String.format(
                  "value '%s': %s is not a number",
                  schema.valueFields().get(i), Excerpt.quoted(text))));
    } else {
      record.value(number);
    }
  }
}
