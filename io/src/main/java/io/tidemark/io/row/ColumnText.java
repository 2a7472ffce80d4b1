// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.time.Instant;
import org.joda.time.ReadableInstant;

/**
 * The text of one column, the same in each format.
 *
 * <ul>
 *   <li>DOUBLE: the shortest decimal that reads back to the same double, in the notation of {@link
 *       Double#toString} with at least one digit after the point: {@code 0.1}, {@code 1.0E23}. This
 *       is what {@code Double.toString} gives since Java 19 (R. Giulietti, "The Schubfach way to
 *       render doubles"). NaN and infinities are {@code NaN}, {@code Infinity}, {@code -Infinity};
 *       -0.0 keeps its sign.
 *   <li>DATETIME: ISO 8601 in UTC, {@code 2013-03-01T00:00:00Z}, with three digits of a second
 *       where it is not whole; years beyond 9999 carry a sign.
 *   <li>INT64 and STRING: as they are.
 * </ul>
 */
public final class ColumnText {
  private ColumnText() {}

  /** The text of a value that is not null. */
  public static String of(Object value) {
    if (value instanceof Double number) {
      return ofDouble(number);
    }
    if (value instanceof ReadableInstant instant) {
      return Instant.ofEpochMilli(instant.getMillis()).toString();
    }
    return value.toString();
  }

  static String ofDouble(double value) {
    return NumberOutput.toString(value, /* useFastWriter= */ true);
  }
}
