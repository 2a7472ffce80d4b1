// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The text of a value that is no record, array or map: what stands in JSON that says the same.
 *
 * <p>Numbers are exact: a float is the double that it equals, a decimal has all of its digits.
 * Times by their logical type are ISO 8601; those of the day (time-millis) are numbers.
 */
final class AvroScalar {
  private AvroScalar() {}

  /** Reads a value that is not null and not a union. */
  static String text(Schema type, AvroInput in) throws RecordException {
    return switch (type.getType()) {
      case BOOLEAN -> Boolean.toString(in.bool());
      case INT -> ofInt(type, in.int32());
      case LONG -> ofLong(type, in.int64());
      case FLOAT -> number(in.float32());
      case DOUBLE -> number(in.float64());
      case STRING -> Utf8.decode(in.take(in.int64()));
      case ENUM -> type.getEnumSymbols().get(in.choice(type.getEnumSymbols().size()));
      case BYTES -> decimal(type, in.take(in.int64()));
      case FIXED -> decimal(type, in.take(type.getFixedSize()));
      case NULL, RECORD, ARRAY, MAP, UNION ->
          throw new IllegalArgumentException(type.getType() + " is not a scalar");
    };
  }

  private static String number(double value) {
    return NumberOutput.toString(value, /* useFastWriter= */ true);
  }

  private static String ofInt(Schema type, int value) throws RecordException {
    return AvroTypes.logical(type).equals("date")
        ? LocalDate.ofEpochDay(value).toString()
        : Integer.toString(value);
  }

  private static String ofLong(Schema type, long value) throws RecordException {
    try {
      return switch (AvroTypes.logical(type)) {
        case "timestamp-millis" -> instant(value, 1_000).toString();
        case "timestamp-micros" -> instant(value, 1_000_000).toString();
        case "timestamp-nanos" -> instant(value, 1_000_000_000).toString();
        case "local-timestamp-millis" -> local(instant(value, 1_000));
        case "local-timestamp-micros" -> local(instant(value, 1_000_000));
        case "local-timestamp-nanos" -> local(instant(value, 1_000_000_000));
        default -> Long.toString(value);
      };
    } catch (DateTimeException e) {
      throw new RecordException("not Avro of this schema: a time of " + value);
    }
  }

  private static Instant instant(long units, int inSecond) {
    return Instant.ofEpochSecond(
        Math.floorDiv(units, (long) inSecond),
        Math.floorMod(units, (long) inSecond) * (1_000_000_000L / inSecond));
  }

  private static String local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
  }

  private static String decimal(Schema type, byte[] unscaled) throws RecordException {
    if (unscaled.length == 0) {
      throw new RecordException("not Avro of this schema: a decimal without a byte");
    }
    int scale = ((LogicalTypes.Decimal) type.getLogicalType()).getScale();
    return new BigDecimal(new BigInteger(unscaled), scale).toString();
  }
}
