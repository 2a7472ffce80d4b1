// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.CsvScanner;
import java.util.Arrays;
import java.util.List;

/**
 * Parses lines of delimited fields in place.
 *
 * <p>It is sure of a line with the right number of columns, of fields without a quote or all in
 * quotes, and of numbers and times of the usual forms.
 */
final class CsvParser implements LineParser {
  private static final byte QUOTE = '"';
  private static final String IN_NUMBERS_AND_TIMES = "+-.: ";

  private final byte delimiter;
  private final long delimiters;
  private final CsvScanner scanner;
  private final Role[] roles;
  private final int[] places;
  private final ValueReader values;
  private final TimeReader times;
  private final Row row;
  private int fieldStart;
  private int fieldEnd;

  /** What a column is for. */
  private enum Role {
    KEY,
    VALUE,
    TIME,
    OTHER
  }

  private CsvParser(ReadingSchema schema, List<String> columns, char delimiter) {
    this.delimiter = (byte) delimiter;
    this.delimiters = Bytes.repeated(delimiter);
    this.scanner = new CsvScanner(delimiter);
    this.values = new ValueReader(schema.missing());
    this.times = TimeReader.of(schema);
    this.row = new Row(schema.keyFields().size(), schema.valueFields().size());
    this.roles = new Role[columns.size()];
    this.places = new int[columns.size()];
    Arrays.fill(roles, Role.OTHER);
    assign(Role.KEY, schema.keyFields(), columns);
    assign(Role.VALUE, schema.valueFields(), columns);
    assign(Role.TIME, schema.hasTime() ? List.of(schema.timeField()) : List.of(), columns);
  }

  private void assign(Role role, List<String> fields, List<String> columns) {
    for (int i = 0; i < fields.size(); i++) {
      int column = columns.indexOf(fields.get(i));
      roles[column] = role;
      places[column] = i;
    }
  }

  /** A parser of records with these columns, which hold the schema's, each once. */
  static CsvParser of(ReadingSchema schema, List<String> columns, char delimiter) {
    return new CsvParser(schema, columns, delimiter);
  }

  /** Whether no number and no time can go on behind the delimiter. */
  static boolean canDelimit(char delimiter) {
    return !Character.isLetterOrDigit(delimiter) && IN_NUMBERS_AND_TIMES.indexOf(delimiter) < 0;
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public int parse(byte[] bytes, int start) {
    if (isLineEnd(bytes[start])) {
      return UNSURE; // an empty line is no record, not even of one column
    }
    row.bytes = bytes;
    int last = roles.length - 1;
    int at = start;
    for (int column = 0; column <= last; column++) {
      at = field(bytes, at, column);
      if (at < 0) {
        return UNSURE;
      }
      if (column < last && bytes[at++] != delimiter) {
        return UNSURE;
      }
    }
    return isLineEnd(bytes[at]) ? nextLine(bytes, at) : UNSURE;
  }

  /** Reads a field and returns its end. */
  private int field(byte[] bytes, int start, int column) {
    if (roles[column] == Role.VALUE) {
      double number = values.number(bytes, start);
      int end = values.end();
      if (isFieldEnd(bytes[end]) && !Double.isNaN(number)) {
        row.values[places[column]] = number;
        return end;
      }
    }
    int end = bytes[start] == QUOTE ? findQuoted(bytes, start) : findPlain(bytes, start);
    return end >= 0 && take(bytes, column) ? end : UNSURE;
  }

  /** Finds the end of a field without quotes. */
  private int findPlain(byte[] bytes, int start) {
    fieldStart = start;
    for (int at = start; ; at += Long.BYTES) {
      long eight = Bytes.at(bytes, at);
      long found = Bytes.zeros(eight ^ delimiters) | Bytes.upToQuotes(eight);
      while (found != 0) {
        fieldEnd = at + Bytes.first(found);
        if (isFieldEnd(bytes[fieldEnd])) {
          return fieldEnd;
        }
        if (bytes[fieldEnd] == QUOTE) {
          return UNSURE;
        }
        found &= found - 1;
      }
    }
  }

  /** Finds the end of a field in quotes, of one line and with no quote in it. */
  private int findQuoted(byte[] bytes, int start) {
    fieldStart = start + 1;
    int at = fieldStart;
    while (bytes[at] != QUOTE) {
      if (isLineEnd(bytes[at])) {
        return UNSURE;
      }
      at++;
    }
    fieldEnd = at;
    return isFieldEnd(bytes[at + 1]) ? at + 1 : UNSURE;
  }

  /** Reads the field that was found. */
  private boolean take(byte[] bytes, int column) {
    int place = places[column];
    return switch (roles[column]) {
      case KEY -> {
        row.keyStarts[place] = fieldStart;
        row.keyEnds[place] = fieldEnd;
        yield true;
      }
      case VALUE -> values.read(bytes, fieldStart, fieldEnd, row, place);
      case TIME -> {
        int start = Bytes.afterBlanks(bytes, fieldStart, fieldEnd);
        row.time = times.read(bytes, start, Bytes.beforeBlanks(bytes, start, fieldEnd));
        yield row.time != TimeReader.UNSURE;
      }
      case OTHER -> Bytes.isAscii(bytes, fieldStart, fieldEnd);
    };
  }

  @Override
  public int passEmpty(byte[] bytes, int start) {
    return isLineEnd(bytes[start]) ? nextLine(bytes, start) : start;
  }

  @Override
  public int recordEnd(byte[] bytes, int start, int end) {
    scanner.reset();
    boolean ended =
        scanner.scan(bytes, start, end, Integer.MAX_VALUE)
            && scanner.state() == CsvScanner.State.END
            && !scanner.spansLines();
    return ended ? start + scanner.length() : UNSURE;
  }

  @Override
  public int nextLine(byte[] bytes, int recordEnd) {
    boolean crlf = bytes[recordEnd] == '\r' && bytes[recordEnd + 1] == '\n';
    return recordEnd + (crlf ? 2 : 1);
  }

  private boolean isFieldEnd(byte next) {
    return next == delimiter || isLineEnd(next);
  }

  private static boolean isLineEnd(byte next) {
    return next == '\n' || next == '\r';
  }
}
