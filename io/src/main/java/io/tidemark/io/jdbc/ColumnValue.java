// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.transforms.coding.Texts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value of a column that rows are told by.
 *
 * @param kind what it is: a {@linkplain ColumnKind#isRanged ranged} kind
 * @param text the number without an exponent, the time in ISO 8601; equal for equal values
 */
record ColumnValue(ColumnKind kind, String text) {
  /** What drivers give for the infinities of Postgres, which has them for times and decimals. */
  private static final Set<String> ENDLESS =
      Stream.of(
              "NaN",
              "Infinity",
              "-Infinity",
              LocalDate.MIN,
              LocalDate.MAX,
              LocalDateTime.MIN,
              LocalDateTime.MAX,
              OffsetDateTime.MIN,
              OffsetDateTime.MAX)
          .map(Object::toString)
          .collect(Collectors.toSet());

  /** Of what a row has. */
  static ColumnValue of(ColumnKind kind, Object value) {
    if (value instanceof BigDecimal number) {
      boolean isZero = number.signum() == 0;
      return new ColumnValue(kind, isZero ? "0" : number.stripTrailingZeros().toPlainString());
    }
    if (value instanceof OffsetDateTime time && !ENDLESS.contains(time.toString())) {
      return new ColumnValue(kind, time.withOffsetSameInstant(ZoneOffset.UTC).toString());
    }
    return new ColumnValue(kind, value.toString());
  }

  /** Whether it is infinite, or NaN. */
  boolean isEndless() {
    return ENDLESS.contains(text);
  }

  /** Makes it a parameter of a statement, from 1. */
  void bind(PreparedStatement statement, int parameter) throws SQLException {
    switch (kind) {
      // As a decimal it would be compared as decimals, and an index of whole numbers not be used.
      case WHOLE -> statement.setLong(parameter, Long.parseLong(text));
      case DECIMAL -> statement.setBigDecimal(parameter, new BigDecimal(text));
      case LOCAL_TIME -> statement.setObject(parameter, LocalDateTime.parse(text));
      case INSTANT -> statement.setObject(parameter, OffsetDateTime.parse(text));
      case DATE -> statement.setObject(parameter, LocalDate.parse(text));
      case REAL, TEXT -> throw new IllegalStateException("no range of " + kind);
    }
  }

  /** Kind and text. */
  void write(DataOutput out) throws IOException {
    Texts.write(kind.name(), out);
    Texts.write(text, out);
  }

  static ColumnValue read(DataInput in) throws IOException {
    return new ColumnValue(ColumnKind.valueOf(Texts.read(in)), Texts.read(in));
  }
}
