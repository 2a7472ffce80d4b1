// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The records of a stream of bytes, and the decoder that suits them.
 *
 * <ul>
 *   <li>A byte order mark at the start is skipped, and so are empty lines.
 *   <li>Of CSV and TSV without a configured header the first record is the header.
 *   <li>At most one record is in memory; a line of 16 MiB or more is {@link #cut}.
 * </ul>
 */
public final class Records {
  private final RecordReader reader;
  private final RecordDecoder decoder;
  private final String avroSchema;
  private final Preamble preamble;

  private Records(RecordReader reader, List<String> columns, RecordDecoder decoder) {
    this(reader, columns, decoder, "");
  }

  private Records(
      RecordReader reader, List<String> columns, RecordDecoder decoder, String avroSchema) {
    this.reader = reader;
    this.decoder = decoder;
    this.avroSchema = avroSchema;
    this.preamble = new Preamble(columns, reader.bytesPassed(), reader.linesPassed());
  }

  /** JSON objects, one a line. */
  static Records json(InputStream in, List<String> fields) throws IOException {
    return new Records(new LineReader(in), List.of(), new JsonDecoder(fields));
  }

  /** JSON objects, one a line, of a stream whose start has been read before. */
  static Records restOfJson(InputStream in, List<String> fields) {
    LineReader reader = new LineReader(ByteWindow.ofRest(in, RecordReader.MAX_RECORD));
    return new Records(reader, List.of(), new JsonDecoder(fields));
  }

  /** The records of an object file. */
  static Records avro(InputStream in, List<String> fields) throws IOException {
    AvroReader reader = AvroReader.open(in);
    RecordDecoder decoder = AvroDecoder.of(reader.schema(), 0, fields);
    return new Records(reader, List.of(), decoder, reader.schema().toString());
  }

  /** Delimited records; an empty header means that the first record is the header. */
  static Records delimited(InputStream in, char delimiter, List<String> header, List<String> fields)
      throws IOException {
    CsvRecordReader reader = new CsvRecordReader(in, delimiter);
    List<String> names = header;
    if (header.isEmpty()) {
      // A file without a single record lacks nothing.
      names = reader.next() ? readHeader(reader, delimiter) : fields;
    }
    return delimited(reader, delimiter, names, fields);
  }

  /** Delimited records of a stream whose start has been read before. */
  static Records restOfDelimited(
      InputStream in, char delimiter, List<String> names, List<String> fields) {
    ByteWindow window = ByteWindow.ofRest(in, RecordReader.MAX_RECORD);
    return delimited(new CsvRecordReader(window, delimiter), delimiter, names, fields);
  }

  private static Records delimited(
      CsvRecordReader reader, char delimiter, List<String> names, List<String> fields) {
    Columns columns = new Columns(names);
    reader.expectColumns(columns.count());
    return new Records(
        reader, names, new CsvDecoder(delimiter, columns.count(), columns.indexesOf(fields)));
  }

  private static List<String> readHeader(RecordReader reader, char delimiter) {
    if (reader.cut()) {
      throw new InputException("the header has 16 MiB or more");
    }
    try {
      return List.of(new CsvDecoder(delimiter, 0, new int[0]).fields(reader.record()));
    } catch (RecordException e) {
      throw new InputException("the header cannot be read: " + e.getMessage());
    }
  }

  /** What the stream has before its records. */
  public Preamble preamble() {
    return preamble;
  }

  /** What the records of an object file are written with, as JSON; empty for other files. */
  String avroSchema() {
    return avroSchema;
  }

  /** Decodes the records into the fields asked for. */
  public RecordDecoder decoder() {
    return decoder;
  }

  /** Goes to the next record; false at the end of the stream. */
  public boolean next() throws IOException {
    return reader.next();
  }

  /** The line the record starts on, from 1; before the first record that of the header, or 0. */
  public long line() {
    return reader.line();
  }

  /** The bytes of the record, without its line end. */
  public byte[] record() {
    return reader.record();
  }

  /** Whether the record has 16 MiB or more, and {@link #record} is only its head. */
  public boolean cut() {
    return reader.cut();
  }
}
