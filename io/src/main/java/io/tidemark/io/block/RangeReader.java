// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.ReadingDecoder;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.Preamble;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the records of a range of a file, which starts where a record does.
 *
 * <p>Most lines are parsed in place. One that the parser is not sure of goes to the general
 * decoder; from a line on whose record goes on behind it, or that is too long, the general reader
 * reads all that is left.
 */
final class RangeReader {
  /** What stays in the caches of a core. */
  static final int PIECE = 1 << 18;

  private static final int MAX_LINE = 1 << 24;

  private final RecordFormat format;
  private final ReadingSchema schema;
  private final ReadingCollector<?> out;
  private final int pieceBytes;

  /**
   * A reader of ranges.
   *
   * @param format how records are written, or that the names of files say so
   * @param pieceBytes how much of a range is in memory at once
   */
  RangeReader(RecordFormat format, ReadingSchema schema, ReadingCollector<?> out, int pieceBytes) {
    this.format = format;
    this.schema = schema;
    this.out = out;
    this.pieceBytes = pieceBytes;
  }

  /** Reads all records of a range into the collector. */
  void read(FileRange range) {
    if (!format.forFile(range.file().name()).isText()) {
      readWhole(range.file());
      return;
    }
    Lines lines = new Lines(range);
    try (InputStream in = RangeStream.open(range.file(), range.start(), range.end())) {
      lines.read(in);
    } catch (IOException e) {
      throw FileRecords.unreadable(range.file(), lines.passed, e);
    }
  }

  private void readWhole(InputFile file) {
    try (FileRecords records = FileRecords.open(file, format, schema)) {
      while (records.hasNext()) {
        out.add(records.next());
      }
    } catch (IOException e) {
      throw FileRecords.unreadable(file, 0, e);
    }
  }

  /** The lines of one range. */
  private final class Lines {
    private final FileRange range;
    private final RecordFormat own;
    private final Optional<LineParser> parser;
    private final ReadingDecoder decoder;
    private long passed;

    Lines(FileRange range) {
      this.range = range;
      this.own = format.forFile(range.file().name());
      this.parser = LineFormat.parser(own, schema, range.columns());
      RecordFormat single = own.isJsonLines() ? own : own.withCsvHeader(range.columns());
      this.decoder = ReadingDecoder.of(schema, single.decoder(schema.fields()));
      this.passed = range.linesBefore();
    }

    void read(InputStream in) throws IOException {
      if (parser.isEmpty()) {
        readRest(in);
        return;
      }
      LineFeed feed = new LineFeed(in, pieceBytes, MAX_LINE);
      while (feed.next()) {
        int at = readPiece(feed, parser.get());
        if (at < feed.end()) {
          readRest(feed.rest(at));
          return;
        }
      }
      if (feed.isStuck()) {
        readRest(feed.rest(feed.start()));
      }
    }

    /** Reads lines up to the end of a piece, or to one that is more than a line. */
    private int readPiece(LineFeed feed, LineParser lines) {
      byte[] bytes = feed.bytes();
      int end = feed.end();
      int at = feed.start();
      while (at < end) {
        int next = lines.parse(bytes, at);
        if (next == LineParser.UNSURE || !out.add(lines.row())) {
          next = readUnsure(bytes, at, end, lines);
          if (next == LineParser.UNSURE) {
            return at;
          }
        }
        passed++;
        at = next;
      }
      return at;
    }

    private int readUnsure(byte[] bytes, int start, int end, LineParser lines) {
      int afterEmpty = lines.passEmpty(bytes, start);
      if (afterEmpty > start) {
        return afterEmpty;
      }
      int recordEnd = lines.recordEnd(bytes, start, end);
      if (recordEnd == LineParser.UNSURE) {
        return LineParser.UNSURE;
      }
      byte[] record = Arrays.copyOfRange(bytes, start, recordEnd);
      out.add(decoder.decode(range.file().name(), passed + 1, record));
      return lines.nextLine(bytes, recordEnd);
    }

    private void readRest(InputStream in) throws IOException {
      Preamble before = new Preamble(range.columns(), 0, passed);
      try (FileRecords rest = FileRecords.rest(range.file(), in, own, schema, before)) {
        while (rest.hasNext()) {
          out.add(rest.next());
        }
      }
    }
  }
}
