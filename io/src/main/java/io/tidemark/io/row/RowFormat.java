// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * How a row becomes a line of text, a record of a file or a message.
 *
 * <ul>
 *   <li>Numbers are the shortest decimals that read back to the same double, in the notation of
 *       {@link Double#toString}; instants are ISO 8601 in UTC.
 *   <li>Text is UTF-8 by convention of the writer; a format returns lines without their line end.
 *   <li>Deterministic: equal rows give equal text.
 * </ul>
 */
public enum RowFormat {
  /**
   * Comma-separated values after RFC 4180, with a header line.
   *
   * <ul>
   *   <li>Null and empty text are both an empty field; where it is the only column it is {@code
   *       ""}, since readers skip blank lines.
   *   <li>NaN and infinities are {@code NaN}, {@code Infinity}, {@code -Infinity}.
   *   <li>A field with a comma, quote or line break is quoted, so a row may span lines.
   * </ul>
   */
  CSV(".csv") {
    @Override
    public Optional<String> header(Schema schema) {
      return Optional.of(CsvText.header(schema));
    }

    @Override
    public String format(Row row) {
      return CsvText.record(row);
    }
  },

  /**
   * One JSON object a line, its members in the order of the columns; no header.
   *
   * <ul>
   *   <li>Null is {@code null}; NaN and infinities are the strings {@code "NaN"}, {@code
   *       "Infinity"}, {@code "-Infinity"}, for JSON has no such numbers.
   *   <li>A row is always one line.
   * </ul>
   */
  JSON_LINES(".jsonl") {
    @Override
    public Optional<String> header(Schema schema) {
      return Optional.empty();
    }

    @Override
    public String format(Row row) {
      return JsonText.object(row);
    }
  },

  /**
   * Avro: object files, not compressed; messages in the binary encoding alone.
   *
   * <ul>
   *   <li>Text is string, whole numbers are long, others double, to the bit; instants are
   *       timestamp-millis. What may be null is a union of null and its type.
   *   <li>A file is the same bytes for the same rows in the same blocks: nothing in it is random.
   * </ul>
   */
  AVRO(".avro") {
    @Override
    public boolean isText() {
      return false;
    }

    @Override
    public Optional<String> header(Schema schema) {
      return Optional.empty();
    }

    @Override
    public String format(Row row) {
      throw new IllegalStateException("a row of Avro is no text");
    }

    @Override
    public byte[] start(Schema schema) {
      return AvroRows.header(schema);
    }

    @Override
    public byte[] record(Row row) {
      return AvroRows.record(row);
    }

    @Override
    public byte[] message(Row row) {
      return AvroRows.record(row);
    }

    @Override
    public byte[] block(Schema schema, long count, byte[] records) {
      return AvroRows.block(schema, count, records);
    }
  };

  private final String extension;

  RowFormat(String extension) {
    this.extension = extension;
  }

  /** The end of a file's name, with its dot. */
  public final String extension() {
    return extension;
  }

  /** The line before the first row; empty for a format without one. */
  public abstract Optional<String> header(Schema schema);

  /** The row as text, without a line end; only where the format {@link #isText}. */
  public abstract String format(Row row);

  /** Whether a row is a line of text. */
  public boolean isText() {
    return true;
  }

  /** What a file starts with: the header and its line end. */
  public byte[] start(Schema schema) {
    return header(schema).map(line -> utf8(line + "\n")).orElse(new byte[0]);
  }

  /** The row as a record of a file: the text and its line end. */
  public byte[] record(Row row) {
    return utf8(format(row) + "\n");
  }

  /** The row as a message: the text, without a line end. */
  public byte[] message(Row row) {
    return utf8(format(row));
  }

  /**
   * Records as a part of a file, which may follow any other of the same schema.
   *
   * @param count how many there are
   * @param records the bytes of each {@link #record}, one after the other
   */
  public byte[] block(Schema schema, long count, byte[] records) {
    return records;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The format that the end of a file's name stands for; empty for an unknown one. */
  public static Optional<RowFormat> ofFileName(String name) {
    return Arrays.stream(values()).filter(format -> name.endsWith(format.extension)).findFirst();
  }

  /** The known ends of file names, for messages: {@code .csv, .jsonl, .avro}. */
  public static String extensions() {
    return Arrays.stream(values()).map(RowFormat::extension).collect(Collectors.joining(", "));
  }
}
