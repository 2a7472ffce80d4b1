// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

/**
 * Finds where a CSV record ends, as RFC 4180 has it, and counts its columns and lines.
 *
 * <p>A quote opens a quoted field only at the start of a field; a quoted field may hold delimiters,
 * line ends and doubled quotes; LF, CRLF and CR end a record. The bytes may come in parts.
 */
public final class CsvScanner {
  /** Where the scanner is in the grammar. */
  public enum State {
    FIELD_START,
    UNQUOTED,
    QUOTED,
    /** After a quote in a quoted field: it was the last, or the first of two. */
    QUOTE,
    /** Something follows a closing quote; the rest of the line is passed over. */
    BROKEN,
    /** At a line end that ends the record. */
    END
  }

  private static final int NONE = -1;

  private final byte delimiter;
  private State state;
  private int length;
  private int columns;
  private int firstLine;
  private int lines;
  private boolean afterCr;

  /** A scanner of fields that are delimited so. */
  public CsvScanner(char delimiter) {
    this.delimiter = (byte) delimiter;
    reset();
  }

  /** Gets ready for a record. */
  public void reset() {
    state = State.FIELD_START;
    length = 0;
    columns = 1;
    firstLine = NONE;
    lines = 1;
    afterCr = false;
  }

  public State state() {
    return state;
  }

  /** Bytes scanned of this record; those of all of it at {@link State#END}. */
  public int length() {
    return length;
  }

  /** Columns begun. */
  int columns() {
    return columns;
  }

  /** Whether a quoted field holds a line end. */
  public boolean spansLines() {
    return firstLine != NONE;
  }

  /** The length of the first line of a record that spans lines. */
  int firstLine() {
    return firstLine;
  }

  /** Lines begun. */
  int lines() {
    return lines;
  }

  /**
   * Goes on with the record that starts at an index, until it ends, breaks after its first line,
   * has more columns than it may on a later line, or there are no more bytes.
   *
   * @return whether it is clear by now what becomes of the record
   */
  public boolean scan(byte[] bytes, int start, int end, int maxColumns) {
    while (start + length < end) {
      state = after(bytes[start + length]);
      if (state == State.END || (spansLines() && isMisfit(maxColumns))) {
        return true;
      }
      length++;
    }
    return false;
  }

  private boolean isMisfit(int maxColumns) {
    return state == State.BROKEN || columns > maxColumns;
  }

  private State after(byte next) {
    return switch (state) {
      case FIELD_START -> next == '"' ? State.QUOTED : plain(next);
      case QUOTED -> quoted(next);
      case QUOTE -> next == '"' ? State.QUOTED : closed(plain(next));
      case BROKEN -> isLineEnd(next) ? State.END : State.BROKEN;
      case UNQUOTED, END -> plain(next);
    };
  }

  private State plain(byte next) {
    if (next == delimiter) {
      columns++;
      return State.FIELD_START;
    }
    return isLineEnd(next) ? State.END : State.UNQUOTED;
  }

  private static State closed(State state) {
    return state == State.UNQUOTED ? State.BROKEN : state;
  }

  private State quoted(byte next) {
    if (isLineEnd(next)) {
      countLine(next);
    } else {
      afterCr = false;
    }
    return next == '"' ? State.QUOTE : State.QUOTED;
  }

  private void countLine(byte next) {
    if (next == '\n' && afterCr) {
      afterCr = false;
      return;
    }
    afterCr = next == '\r';
    lines++;
    if (firstLine == NONE) {
      firstLine = length;
    }
  }

  private static boolean isLineEnd(byte next) {
    return next == '\n' || next == '\r';
  }
}
