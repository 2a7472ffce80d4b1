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
 * sixth of what parsing costs, and it is done for all ranges at once. The other ways were to hold
 * back all blocks until the last range has been parsed, or to read files with a quote anywhere in
 * sequence.
 */
final class RangeCheck {
  private static final int MAX_LINE = 1 << 24;

  private final FileRange range;
  private final LineParser parser;
  private final boolean delimited;
  private final int pieceBytes;

  private RangeCheck(FileRange range, LineParser parser, boolean delimited, int pieceBytes) {
    this.range = range;
    this.parser = parser;
    this.delimited = delimited;
    this.pieceBytes = pieceBytes;
  }

  /** Checks a range of a file that can be parsed in place; empty if no line starts in it. */
  static Optional<CheckedRange> check(
      FileRange range, RecordFormat format, ReadingSchema schema, int pieceBytes) {
    RecordFormat own = format.forFile(range.file().name());
    LineParser parser = LineFormat.parser(own, schema, range.columns()).orElseThrow();
    RangeCheck check = new RangeCheck(range, parser, !own.isJsonLines(), pieceBytes);
    try {
      long start = range.index() == 0 ? range.start() : check.firstLineStart();
      return start < range.end() ? Optional.of(check.checkFrom(start)) : Optional.empty();
    } catch (IOException e) {
      throw FileRecords.unreadable(range.file(), 0, e);
    }
  }

  /** The first index behind an LF; the end of the range if that comes before it. */
  private long firstLineStart() throws IOException {
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

  private CheckedRange checkFrom(long start) throws IOException {
    long lines = 0;
    long at = start;
    try (InputStream in = RangeStream.open(range.file(), start, FileRange.TO_THE_END)) {
      LineFeed feed = new LineFeed(in, pieceBytes, MAX_LINE);
      while (at < range.end() && feed.next()) {
        int end = endInPiece(feed, at);
        Census census = Census.of(feed.bytes(), feed.start(), end);
        if (delimited && census.quotes() && !recordsAreLines(feed.bytes(), feed.start(), end)) {
          return CheckedRange.of(range.at(range.index(), start, at), lines, false);
        }
        lines +=
            delimited && census.crs() ? linesWithCr(feed.bytes(), feed.start(), end) : census.lfs();
        at += end - feed.start();
      }
      boolean allRead = !feed.isStuck();
      return CheckedRange.of(range.at(range.index(), start, at), lines, allRead);
    }
  }

  /** The end of the piece, or of the last line that starts in the range. */
  private int endInPiece(LineFeed feed, long start) {
    long beyond = range.end() - start - 1;
    if (beyond >= feed.end() - feed.start()) {
      return feed.end();
    }
    int at = feed.start() + (int) beyond;
    while (feed.bytes()[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean recordsAreLines(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end) {
      int recordEnd = parser.recordEnd(bytes, at, end);
      if (recordEnd == LineParser.UNSURE) {
        return false;
      }
      at = parser.nextLine(bytes, recordEnd);
    }
    return true;
  }

  private static long linesWithCr(byte[] bytes, int start, int end) {
    long lines = 0;
    for (int at = start; at < end; at++) {
      lines += bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] != '\n') ? 1 : 0;
    }
    return lines;
  }
}
