// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.jdbc.TableRange.Rows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cuts the values of a column, from the least to the greatest, into ranges of equal length. */
final class RangeCuts {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);
  private static final LocalDateTime EPOCH = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);

  private RangeCuts() {}

  /**
   * Ranges that have each row of a table once.
   *
   * @param least of the column
   * @param greatest of the column
   * @param count how many parts at most, at least 1; the rows without a value are one more
   */
  static List<TableRange> cut(ColumnValue least, ColumnValue greatest, int count) {
    if (least.isEndless() || greatest.isEndless()) {
      return List.of(TableRange.all());
    }
    List<ColumnValue> starts = starts(least, greatest, count);
    List<TableRange> ranges = new ArrayList<>();
    for (int i = 1; i < starts.size(); i++) {
      ranges.add(new TableRange(Rows.PART, starts.get(i - 1), starts.get(i)));
    }
    ranges.add(new TableRange(Rows.LAST_PART, starts.get(starts.size() - 1), greatest));
    ranges.add(TableRange.withoutValue());
    return ranges;
  }

  /** Where parts begin, each once. */
  private static List<ColumnValue> starts(ColumnValue least, ColumnValue greatest, int count) {
    Set<ColumnValue> starts = new LinkedHashSet<>(Set.of(least));
    BigDecimal first = position(least);
    BigDecimal length = position(greatest).subtract(first);
    for (int i = 1; i < count; i++) {
      BigDecimal offset =
          length
              .multiply(BigDecimal.valueOf(i))
              .divide(BigDecimal.valueOf(count), scale(least, greatest), RoundingMode.FLOOR);
      if (offset.signum() > 0) {
        starts.add(at(least.kind(), first.add(offset)));
      }
    }
    return List.copyOf(starts);
  }

  /** Digits after the point: of decimals some more than they have, of all others none. */
  private static int scale(ColumnValue least, ColumnValue greatest) {
    return least.kind() == ColumnKind.DECIMAL
        ? Math.max(position(least).scale(), position(greatest).scale()) + 3
        : 0;
  }

  /** Where a value is: a number, microseconds or days. */
  private static BigDecimal position(ColumnValue value) {
    return switch (value.kind()) {
      case WHOLE, DECIMAL -> new BigDecimal(value.text());
      case LOCAL_TIME -> micros(LocalDateTime.parse(value.text()));
      case INSTANT ->
          micros(
              OffsetDateTime.parse(value.text())
                  .atZoneSameInstant(ZoneOffset.UTC)
                  .toLocalDateTime());
      case DATE -> BigDecimal.valueOf(LocalDate.parse(value.text()).toEpochDay());
      case REAL, TEXT -> throw new IllegalStateException("no range of " + value.kind());
    };
  }

  private static BigDecimal micros(LocalDateTime time) {
    Duration sinceEpoch = Duration.between(EPOCH, time);
    return BigDecimal.valueOf(sinceEpoch.getSeconds())
        .multiply(MICROS)
        .add(BigDecimal.valueOf(sinceEpoch.getNano() / 1_000));
  }

  private static ColumnValue at(ColumnKind kind, BigDecimal position) {
    return switch (kind) {
      case WHOLE -> ColumnValue.of(kind, position.longValueExact());
      case DECIMAL -> ColumnValue.of(kind, position);
      case LOCAL_TIME -> ColumnValue.of(kind, time(position));
      case INSTANT -> ColumnValue.of(kind, time(position).atOffset(ZoneOffset.UTC));
      case DATE -> ColumnValue.of(kind, LocalDate.ofEpochDay(position.longValueExact()));
      case REAL, TEXT -> throw new IllegalStateException("no range of " + kind);
    };
  }

  private static LocalDateTime time(BigDecimal micros) {
    BigInteger[] parts = micros.toBigInteger().divideAndRemainder(MICROS.toBigInteger());
    long seconds = parts[0].longValueExact();
    int rest = parts[1].intValueExact();
    return rest < 0
        ? LocalDateTime.ofEpochSecond(seconds - 1, (rest + 1_000_000) * 1_000, ZoneOffset.UTC)
        : LocalDateTime.ofEpochSecond(seconds, rest * 1_000, ZoneOffset.UTC);
  }
}
