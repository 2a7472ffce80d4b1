// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.Excerpt;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordException;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.record.Records;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;

/**
 * The records in a file of rejected rows, which somebody has mended.
 *
 * <ul>
 *   <li>A row stands for the readings that were rejected with it: where its reason names a value
 *       field, for that reading alone, since the others of the record were read.
 *   <li>A record that is still broken is rejected again; its source is the row's place, and then
 *       the source that the row names. So is a row that is none.
 *   <li>Errors: {@link InputException}, as of {@link FileRecords}.
 * </ul>
 */
public final class MendedRecords implements Iterator<DecodedRecord>, Closeable {
  /** The columns of a rejected row. */
  public static final List<String> COLUMNS = List.of("source", "reason", "record", "encoding");

  private final InputFile file;
  private final Originals originals;
  private final ReadingSchema schema;
  private final InputStream in;
  private final Records rows;
  private final Map<String, ReadingDecoder> decoders = new HashMap<>();
  private boolean ready;

  private MendedRecords(
      InputFile file, Originals originals, ReadingSchema schema, InputStream in, Records rows) {
    this.file = file;
    this.originals = originals;
    this.schema = schema;
    this.in = in;
    this.rows = rows;
  }

  /**
   * Checks that a file's name says how its rows are written.
   *
   * @throws InputException if it does not
   */
  public static void requireKnown(InputFile file) {
    if (!RecordFormat.isKnownFileName(file.name())) {
      throw new InputException(file.name() + ": rejected rows must be in a file .jsonl or .csv");
    }
  }

  /**
   * Opens a file of rows, whose name says how they are written.
   *
   * @throws InputException if it cannot be opened, or lacks a column
   */
  public static MendedRecords open(InputFile file, Originals originals, ReadingSchema schema) {
    RecordFormat format = RecordFormat.byFileName().forFile(file.name());
    InputStream in = FileRecords.bytes(file);
    try {
      InputStream rows = Zip.of(file).unzipped(in);
      return new MendedRecords(file, originals, schema, rows, format.records(rows, COLUMNS));
    } catch (IOException e) {
      throw FileRecords.closing(in, FileRecords.unreadable(file, 0, e));
    } catch (InputException e) {
      throw FileRecords.closing(in, new InputException(file.name() + ": " + e.getMessage(), e));
    }
  }

  @Override
  public boolean hasNext() {
    if (!ready) {
      try {
        ready = rows.next();
      } catch (IOException e) {
        throw FileRecords.unreadable(file, rows.line(), e);
      }
    }
    return ready;
  }

  @Override
  public DecodedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.name() + " has no more rows");
    }
    ready = false;
    String place = file.name() + ":" + rows.line();
    try {
      return decode(place, rows.decoder().decode(rows.record()));
    } catch (RecordException e) {
      return rejected(RejectedRecord.of(place, "rejected row: " + e.getMessage(), rows.record()));
    }
  }

  private DecodedRecord decode(String place, String[] row) throws RecordException {
    String source = row[0] == null ? "" : row[0];
    String reason = row[1] == null ? "" : row[1];
    if (row[2] == null) {
      throw new RecordException("no field 'record'");
    }
    boolean isBase64 = isBase64(row[3]);
    byte[] record = isBase64 ? unpacked(row[2]) : row[2].getBytes(StandardCharsets.UTF_8);
    String again = Originals.again(place, source);
    DecodedRecord decoded;
    try {
      decoded = decoder(Originals.fileOf(source), isBase64).decode(new Mended(again, record));
    } catch (RecordException e) {
      decoded = rejected(kept(again, e.getMessage(), record, isBase64));
    }
    OptionalInt field = ReadingDecoder.fieldOf(reason, schema);
    return field.isPresent() ? decoded.only(field.getAsInt()) : decoded;
  }

  private static RejectedRecord kept(
      String source, String reason, byte[] record, boolean isBase64) {
    return isBase64
        ? RejectedRecord.ofBytes(source, reason, record)
        : RejectedRecord.of(source, reason, record);
  }

  private static boolean isBase64(String encoding) throws RecordException {
    if (encoding == null || encoding.equals("utf-8")) {
      return false;
    }
    if (encoding.equals("base64")) {
      return true;
    }
    throw new RecordException(
        String.format("encoding %s, must be utf-8 or base64", Excerpt.quoted(encoding)));
  }

  private static byte[] unpacked(String base64) throws RecordException {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new RecordException("its record is not base64");
    }
  }

  private ReadingDecoder decoder(String original, boolean isBase64) throws RecordException {
    String name = isBase64 + original;
    ReadingDecoder known = decoders.get(name);
    if (known != null) {
      return known;
    }
    RecordFormat format = originals.formatOf(original, schema);
    ReadingDecoder made =
        ReadingDecoder.of(
            schema,
            isBase64 ? format.decoder(schema.fields()) : format.textDecoder(schema.fields()));
    decoders.put(name, made);
    return made;
  }

  private DecodedRecord rejected(RejectedRecord rejection) {
    return DecodedRecord.rejected(schema.valueFields().size(), rejection);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /** A record out of a row. */
  private static final class Mended implements Message {
    private final String origin;
    private final byte[] body;

    Mended(String origin, byte[] body) {
      this.origin = origin;
      this.body = body;
    }

    @Override
    public String origin() {
      return origin;
    }

    @Override
    public byte[] body() {
      return body;
    }

    @Override
    public String attribute(String name) {
      return null;
    }
  }
}
