// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.CorruptFileException;
import io.tidemark.io.record.Excerpt;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.Preamble;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.record.Records;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The decoded records of one file, in the order of the file.
 *
 * <ul>
 *   <li>Every record is given out, decoded or rejected; a header and empty lines are none.
 *   <li>The same file gives the same records, so that {@link #skip} resumes.
 *   <li>At most one record is in memory.
 *   <li>Errors: {@link InputException} where the file cannot be opened or read to its end, its gzip
 *       or zstd stream or one of its Avro blocks is broken, or its header lacks a field of the
 *       schema.
 * </ul>
 */
public final class FileRecords implements Iterator<DecodedRecord>, Closeable {
  private final InputFile file;
  private final InputStream in;
  private final Records records;
  private final ReadingDecoder decoder;
  private final long linesBefore;
  private boolean ready;

  private FileRecords(
      InputFile file, InputStream in, Records records, ReadingDecoder decoder, long linesBefore) {
    this.file = file;
    this.in = in;
    this.records = records;
    this.decoder = decoder;
    this.linesBefore = linesBefore;
  }

  /**
   * Opens a file.
   *
   * @param format how its records are written, or that its name says so
   * @throws InputException if it cannot be opened, or its header lacks a field of the schema
   */
  public static FileRecords open(InputFile file, RecordFormat format, ReadingSchema schema) {
    RecordFormat own = format.forFile(file.name());
    InputStream bytes = bytes(file);
    try {
      InputStream in = Zip.of(file).unzipped(bytes);
      Records records = own.records(in, schema.fields());
      return new FileRecords(file, in, records, ReadingDecoder.of(schema, records.decoder()), 0);
    } catch (IOException e) {
      throw closing(bytes, unreadable(file, 0, e));
    } catch (InputException e) {
      throw closing(bytes, new InputException(file.name() + ": " + e.getMessage(), e));
    }
  }

  /**
   * Goes on with a file whose start was read before.
   *
   * @param in the bytes that are left, unzipped; the first is the first of a line
   * @param format how its records are written
   * @param before what was read
   */
  public static FileRecords rest(
      InputFile file, InputStream in, RecordFormat format, ReadingSchema schema, Preamble before) {
    Records records = format.forFile(file.name()).rest(in, before.columns(), schema.fields());
    return new FileRecords(
        file, in, records, ReadingDecoder.of(schema, records.decoder()), before.lines());
  }

  /** What the file has before its records. */
  public Preamble preamble() {
    return records.preamble();
  }

  static InputStream bytes(InputFile file) {
    try {
      return FileBytes.open(file);
    } catch (IOException e) {
      throw new InputException(file.name() + ": cannot be opened: " + Excerpt.reason(e), e);
    }
  }

  static InputException closing(InputStream in, InputException problem) {
    try {
      in.close();
    } catch (IOException e) {
      problem.addSuppressed(e);
    }
    return problem;
  }

  /**
   * What to tell of a file that cannot be read to its end.
   *
   * @param line the line of the last record that could be read; in Avro its number
   */
  public static InputException unreadable(InputFile file, long line, IOException cause) {
    if (cause instanceof CorruptFileException) {
      return new InputException(
          String.format(
              "%s: is corrupt after record %d: %s", file.name(), line, cause.getMessage()),
          cause);
    }
    Zip zip = Zip.of(file);
    String what =
        zip == Zip.NONE
            ? "cannot be read after line " + line + ": " + Excerpt.reason(cause)
            : zip + " stream is truncated or corrupt after line " + line;
    if (zip.falseClaim().equals(cause.getMessage())) {
      what = zip.falseClaim();
    }
    return new InputException(file.name() + ": " + what, cause);
  }

  @Override
  public boolean hasNext() {
    if (!ready) {
      try {
        ready = records.next();
      } catch (IOException e) {
        throw unreadable(file, line(), e);
      }
    }
    return ready;
  }

  @Override
  public DecodedRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException(file.name() + " has no more records");
    }
    ready = false;
    return records.cut()
        ? decoder.reject(
            file.name(),
            line(),
            "a line of 16 MiB or more; only its start is kept",
            records.record())
        : decoder.decode(file.name(), line(), records.record());
  }

  private long line() {
    return linesBefore + records.line();
  }

  /**
   * Passes over records, or over all there are if these are fewer, without decoding them.
   *
   * @return how many were passed over
   */
  public long skip(long count) {
    long skipped = 0;
    while (skipped < count && hasNext()) {
      ready = false;
      skipped++;
    }
    return skipped;
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    in.close();
  }
}
