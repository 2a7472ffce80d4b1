// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/** Rows as CSV records. */
final class CsvText {
  private CsvText() {}

  static String header(Schema schema) {
    return line(schema.getFieldNames());
  }

  static String record(Row row) {
    return line(row.getValues().stream().map(CsvText::field).collect(Collectors.toList()));
  }

  private static String field(Object value) {
    return value == null ? "" : ColumnText.of(value);
  }

  private static String line(List<String> fields) {
    StringWriter text = new StringWriter();
    CsvWriter.CsvWriterBuilder csv =
        CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0);
    if (fields.size() == 1) {
      // Unquoted, an empty only column would be a blank line, which readers skip.
      csv.quoteStrategy(QuoteStrategies.EMPTY);
    }
    try (CsvWriter writer = csv.build(text)) {
      writer.writeRecord(fields);
    } catch (IOException e) {
      throw new UncheckedIOException("a string cannot fail to grow", e);
    }
    text.getBuffer().setLength(text.getBuffer().length() - 1);
    return text.toString();
  }
}
