// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;
import java.io.InputStream;

/**
 * Finds CSV records; empty lines are skipped.
 *
 * <p>A record that spans lines because of a quote and does not fit (the quote is not closed, what
 * follows it is neither a delimiter nor a line end, or the number of columns is wrong) is its first
 * line only, and the next record starts at the next line: a stray quote costs one line.
 */
final class CsvRecordReader implements RecordReader {
  private static final int ANY = 0;

  private final ByteWindow window;
  private final CsvScanner scanner;
  private int columns = ANY;
  private long line;
  private long linesPassed;
  private byte[] record = {};
  private boolean cut;

  CsvRecordReader(InputStream in, char delimiter) throws IOException {
    this(ByteWindow.of(in, MAX_RECORD), delimiter);
  }

  CsvRecordReader(ByteWindow window, char delimiter) {
    this.window = window;
    this.scanner = new CsvScanner(delimiter);
  }

  /** Sets how many columns a record has from now on. */
  void expectColumns(int columns) {
    this.columns = columns;
  }

  @Override
  public boolean next() throws IOException {
    do {
      scan();
      if (window.length() == 0) {
        return false;
      }
      line = linesPassed + 1;
      take();
    } while (record.length == 0);
    return true;
  }

  private void scan() throws IOException {
    int most = columns == ANY ? Integer.MAX_VALUE : columns;
    scanner.reset();
    while (!scanner.scan(window.bytes(), window.start(), window.end(), most) && window.fill()) {}
  }

  private void take() throws IOException {
    boolean firstLineOnly = scanner.spansLines() && !fits();
    int length = firstLineOnly ? scanner.firstLine() : scanner.length();
    cut = length == window.length() && !window.ended();
    linesPassed += firstLineOnly ? 1 : scanner.lines();
    if (cut) {
      record = window.head(HEAD);
      window.passLine(true);
    } else {
      record = window.copy(length);
      window.pass(length);
    }
  }

  private boolean fits() {
    boolean complete =
        switch (scanner.state()) {
          case END -> true;
          case FIELD_START, UNQUOTED, QUOTE -> window.ended();
          case QUOTED, BROKEN -> false;
        };
    return complete && (columns == ANY || columns == scanner.columns());
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long linesPassed() {
    return linesPassed;
  }

  @Override
  public long bytesPassed() {
    return window.passed();
  }

  @Override
  public byte[] record() {
    return record;
  }

  @Override
  public boolean cut() {
    return cut;
  }
}
