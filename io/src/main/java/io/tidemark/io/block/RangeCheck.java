// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.FileRecords;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Moves the ends of a range to where lines end, counts its lines, and finds out whether its records
 * are its lines.
 *
 * <p>A quote that is open at the end of a line may make of all that follows in the file something
 * else than lines, so a range can be read by itself only if there is none before it. This is known
 * when all ranges have been looked at: each may be, if all before it have lines as records, and its
 * own start is therefore the start of a record. To look for quotes and line ends alone costs a
 * sixth of what parsing costs, and it is done for all ranges at once.
 *
 * <p>Where what comes of a range is little and can wait, its lines are read on the way, as far as
 * the parser is sure of them, as if a record started where the range does. Nearly always it does,
 * and nothing is left to read; where it does not, what was read is forgotten.
 */
final class RangeCheck {
  private static final int MAX_LINE = 1 << 24;

  private final RecordFormat format;
  private final ReadingSchema schema;
  private final Optional<ReadingCollector<?>> ahead;
  private final int pieceBytes;

  /**
   * A check of ranges.
   *
   * @param format how records are written, or that the names of files say so
   * @param ahead takes the lines that can be read on the way; its bundle is one range
   * @param pieceBytes how much of a range is in memory at once
   */
  RangeCheck(
      RecordFormat format,
      ReadingSchema schema,
      Optional<ReadingCollector<?>> ahead,
      int pieceBytes) {
    this.format = format;
    this.schema = schema;
    this.ahead = ahead;
    this.pieceBytes = pieceBytes;
  }

  /** Checks a range of a file that can be parsed in place; empty if no line starts in it. */
  Optional<CheckedRange> check(FileRange range) {
    try {
      long start = range.index() == 0 ? range.start() : firstLineStart(range);
      return start < range.end() ? Optional.of(new Lines(range, start).check()) : Optional.empty();
    } catch (IOException e) {
      throw FileRecords.unreadable(range.file(), 0, e);
    }
  }

  /** The first index behind an LF; the end of the range if that comes before it. */
  private long firstLineStart(FileRange range) throws IOException {
    byte[] bytes = new byte[Math.min(pieceBytes, 1 << 12)];
    long at = range.start() - 1;
    try (InputStream in = RangeStream.open(range.file(), at, range.end())) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        for (int i = 0; i < count; i++, at++) {
          if (bytes[i] == '\n') {
            return at + 1;
          }
        }
      }
    }
    return range.end();
  }

  /** The lines of one range. */
  private final class Lines {
    private final FileRange range;
    private final long start;
    private final LineParser parser;
    private final boolean delimited;
    private long lines;
    private boolean isReading = ahead.isPresent();
    private long readTo;
    private long linesRead;

    Lines(FileRange range, long start) {
      RecordFormat own = format.forFile(range.file().name());
      this.range = range;
      this.start = start;
      this.parser = LineFormat.parser(own, schema, range.columns()).orElseThrow();
      this.delimited = !own.isJsonLines();
      this.readTo = start;
    }

    CheckedRange check() throws IOException {
      long at = start;
      try (InputStream in = RangeStream.open(range.file(), start, FileRange.TO_THE_END)) {
        LineFeed feed = new LineFeed(in, pieceBytes, MAX_LINE);
        while (at < range.end() && feed.next()) {
          int end = endInPiece(feed, at);
          int from = isReading ? read(feed.bytes(), feed.start(), end) : feed.start();
          if (!count(feed.bytes(), from, end)) {
            return checked(at, false);
          }
          at += end - feed.start();
        }
        return checked(at, !feed.isStuck());
      }
    }

    private CheckedRange checked(long end, boolean recordsAreLines) {
      CheckedRange checked =
          CheckedRange.of(range.at(range.index(), start, end), lines, recordsAreLines);
      return ahead.map(out -> checked.readUpTo(readTo, linesRead, out.ledger())).orElse(checked);
    }

    /** The end of the piece, or of the last line that starts in the range. */
    private int endInPiece(LineFeed feed, long pieceStart) {
      long beyond = range.end() - pieceStart - 1;
      if (beyond >= feed.end() - feed.start()) {
        return feed.end();
      }
      int at = feed.start() + (int) beyond;
      while (feed.bytes()[at] != '\n') {
        at++;
      }
      return at + 1;
    }

    /** Reads lines up to one that it is not sure of, where reading ends. */
    private int read(byte[] bytes, int from, int end) {
      ReadingCollector<?> out = ahead.orElseThrow();
      int at = from;
      while (at < end && isReading) {
        int next = parser.parse(bytes, at);
        if (next == LineParser.UNSURE || !out.add(parser.row())) {
          next = parser.passEmpty(bytes, at);
          isReading = next > at;
        }
        linesRead += isReading ? 1 : 0;
        at = next;
      }
      readTo += at - from;
      lines = linesRead;
      return at;
    }

    /** Counts lines; false where the records may be something else. */
    private boolean count(byte[] bytes, int from, int end) {
      Census census = Census.of(bytes, from, end);
      if (delimited && census.quotes() && !recordsAreLines(bytes, from, end)) {
        return false;
      }
      lines += delimited && census.crs() ? linesWithCr(bytes, from, end) : census.lfs();
      return true;
    }

    private boolean recordsAreLines(byte[] bytes, int from, int end) {
      int at = from;
      while (at < end) {
        int recordEnd = parser.recordEnd(bytes, at, end);
        if (recordEnd == LineParser.UNSURE) {
          return false;
        }
        at = parser.nextLine(bytes, recordEnd);
      }
      return true;
    }
  }

  private static long linesWithCr(byte[] bytes, int start, int end) {
    long lines = 0;
    for (int at = start; at < end; at++) {
      lines += bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] != '\n') ? 1 : 0;
    }
    return lines;
  }
}
