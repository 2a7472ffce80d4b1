// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;
import java.io.InputStream;

/** One line, one record: lines end with LF or CRLF, and those of blanks alone are skipped. */
final class LineReader implements RecordReader {
  private final ByteWindow window;
  private long line;
  private byte[] record = {};
  private boolean cut;

  LineReader(InputStream in) throws IOException {
    this(ByteWindow.of(in, MAX_RECORD));
  }

  LineReader(ByteWindow window) {
    this.window = window;
  }

  @Override
  public boolean next() throws IOException {
    do {
      int end = findLineEnd();
      if (window.length() == 0) {
        return false;
      }
      line++;
      take(end);
    } while (isBlank(record));
    return true;
  }

  /** The offset of the next LF; that of the window's end where there is none. */
  private int findLineEnd() throws IOException {
    int offset = 0;
    while (offset < window.length() || window.fill()) {
      if (window.at(offset) == '\n') {
        return offset;
      }
      offset++;
    }
    return offset;
  }

  private void take(int end) throws IOException {
    cut = end == window.length() && !window.ended();
    if (cut) {
      record = window.head(HEAD);
      window.passLine(false);
    } else {
      boolean crlf = end > 0 && window.at(end - 1) == '\r';
      record = window.copy(crlf ? end - 1 : end);
      window.pass(end);
    }
  }

  private static boolean isBlank(byte[] record) {
    for (byte next : record) {
      if (next != ' ' && next != '\t' && next != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public long linesPassed() {
    return line;
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
