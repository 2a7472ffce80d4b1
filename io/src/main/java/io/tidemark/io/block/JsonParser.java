// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Parses lines of JSON in place.
 *
 * <p>It is sure of a line that is one flat object of plain strings, numbers, true, false and null,
 * which has the fields of the key and the time.
 */
final class JsonParser implements LineParser {
  private static final int OTHER = -1;
  private static final int REMEMBERED = 32;

  private final byte[][] names;
  private final int firstValue;
  private final int time;
  private final int required;
  private final ValueReader values;
  private final TimeReader times;
  private final Row row;

  /** The names of the members of the last lines, for the next line is likely to have the same. */
  private final byte[][] members = new byte[REMEMBERED][];

  private final int[] memberFields = new int[REMEMBERED];
  private final long[] seenIn;
  private long line;
  private int seen;
  private int valueStart;
  private int valueEnd;

  /** A parser of a schema whose fields have one use each. */
  JsonParser(ReadingSchema schema) {
    List<String> fields = schema.fields();
    this.names =
        fields.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    this.firstValue = schema.keyFields().size();
    this.time = schema.hasTime() ? fields.size() - 1 : OTHER;
    this.required = firstValue + (schema.hasTime() ? 1 : 0);
    this.values = new ValueReader(schema.missing());
    this.times = TimeReader.of(schema);
    this.row = new Row(firstValue, schema.valueFields().size());
    this.seenIn = new long[names.length];
  }

  @Override
  public Row row() {
    return row;
  }

  @Override
  public int parse(byte[] bytes, int start) {
    row.bytes = bytes;
    Arrays.fill(row.values, Row.MISSING);
    line++;
    seen = 0;
    int at = JsonScanner.afterSpace(bytes, start);
    if (bytes[at] != '{') {
      return UNSURE;
    }
    for (int member = 0; bytes[at] != '}'; member++) {
      // An object without members, as one with a comma at the end, is left to the general decoder.
      if (bytes[at] != (member == 0 ? '{' : ',')) {
        return UNSURE;
      }
      at = member(bytes, at + 1, member);
      if (at < 0) {
        return UNSURE;
      }
    }
    at = JsonScanner.afterSpace(bytes, at + 1);
    return bytes[at] == '\n' && seen == required ? at + 1 : UNSURE;
  }

  /** Reads a name and its value, and returns where what follows them is. */
  private int member(byte[] bytes, int start, int member) {
    int nameStart = JsonScanner.afterSpace(bytes, start) + 1;
    int nameEnd = bytes[nameStart - 1] == '"' ? JsonScanner.stringEnd(bytes, nameStart) : UNSURE;
    if (nameEnd < 0) {
      return UNSURE;
    }
    int colon = JsonScanner.afterSpace(bytes, nameEnd + 1);
    if (bytes[colon] != ':') {
      return UNSURE;
    }
    int after = value(bytes, JsonScanner.afterSpace(bytes, colon + 1));
    if (after < 0) {
      return UNSURE;
    }
    int field = field(bytes, nameStart, nameEnd, member);
    boolean taken =
        field == OTHER
            ? Bytes.isAscii(bytes, nameStart, nameEnd) && Bytes.isAscii(bytes, valueStart, valueEnd)
            : take(bytes, field);
    return taken ? JsonScanner.afterSpace(bytes, after) : UNSURE;
  }

  /** Finds a value and returns its end. */
  private int value(byte[] bytes, int start) {
    if (bytes[start] == '"') {
      valueStart = start + 1;
      valueEnd = JsonScanner.stringEnd(bytes, valueStart);
      return valueEnd < 0 ? UNSURE : valueEnd + 1;
    }
    valueStart = start;
    valueEnd = JsonScanner.bareEnd(bytes, start);
    return valueEnd;
  }

  /** The field of a name, or {@link #OTHER}. */
  private int field(byte[] bytes, int start, int end, int member) {
    if (member < REMEMBERED && equal(members[member], bytes, start, end)) {
      return memberFields[member];
    }
    int field = names.length - 1;
    while (field >= 0 && !equal(names[field], bytes, start, end)) {
      field--;
    }
    if (member < REMEMBERED) {
      members[member] = Arrays.copyOfRange(bytes, start, end);
      memberFields[member] = field;
    }
    return field;
  }

  private static boolean equal(byte[] name, byte[] bytes, int start, int end) {
    return name != null && Arrays.equals(name, 0, name.length, bytes, start, end);
  }

  /** Reads the value that was found. */
  private boolean take(byte[] bytes, int field) {
    if (seenIn[field] == line) {
      return false; // twice in one object
    }
    seenIn[field] = line;
    boolean isNull = bytes[valueStart] == 'n' && bytes[valueStart - 1] != '"';
    if (field >= firstValue && field != time) {
      return isNull || values.read(bytes, valueStart, valueEnd, row, field - firstValue);
    }
    seen++;
    if (isNull) {
      return false;
    }
    if (field == time) {
      int start = Bytes.afterBlanks(bytes, valueStart, valueEnd);
      row.time = times.read(bytes, start, Bytes.beforeBlanks(bytes, start, valueEnd));
      return row.time != TimeReader.UNSURE;
    }
    row.keyStarts[field] = valueStart;
    row.keyEnds[field] = valueEnd;
    return true;
  }

  @Override
  public int passEmpty(byte[] bytes, int start) {
    int at = JsonScanner.afterSpace(bytes, start);
    return bytes[at] == '\n' ? at + 1 : start;
  }

  @Override
  public int recordEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (bytes[at] != '\n') {
      at++;
    }
    return at > start && bytes[at - 1] == '\r' ? at - 1 : at;
  }

  @Override
  public int nextLine(byte[] bytes, int recordEnd) {
    return recordEnd + (bytes[recordEnd] == '\r' ? 2 : 1);
  }
}
