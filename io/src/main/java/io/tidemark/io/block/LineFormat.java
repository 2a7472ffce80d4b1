// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.util.List;
import java.util.Optional;

/** Which files can be parsed in place, and how. */
final class LineFormat {
  private LineFormat() {}

  /** Whether the lines of a file's format can be parsed in place. */
  static boolean isKnown(RecordFormat format, ReadingSchema schema) {
    return format.isText()
        && hasOneUseOfEachField(schema)
        && !schema.hasPlace()
        && (format.isJsonLines() || CsvParser.canDelimit(format.delimiter()));
  }

  private static boolean hasOneUseOfEachField(ReadingSchema schema) {
    int uses = schema.keyFields().size() + schema.valueFields().size() + (schema.hasTime() ? 1 : 0);
    return schema.fields().size() == uses;
  }

  /** A parser of lines with these columns; none where they cannot be parsed in place. */
  static Optional<LineParser> parser(
      RecordFormat format, ReadingSchema schema, List<String> columns) {
    if (!isKnown(format, schema)) {
      return Optional.empty();
    }
    return Optional.of(
        format.isJsonLines()
            ? new JsonParser(schema)
            : CsvParser.of(schema, columns, format.delimiter()));
  }

  /** A parser of messages, each a line; none where they cannot be parsed in place. */
  static Optional<LineParser> messages(RecordFormat format, ReadingSchema schema) {
    return parser(format, schema, format.columns());
  }
}
