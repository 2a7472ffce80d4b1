// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A window on a stream of bytes: it slides forward, and grows while a record does not fit.
 *
 * <p>Offsets are from the start of the window, so that they stay true while it slides and grows.
 */
final class ByteWindow {
  private static final int INITIAL = 1 << 16;
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int limit;
  private byte[] bytes;
  private int start;
  private int end;
  private boolean ended;
  private long passed;

  private ByteWindow(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
    this.bytes = new byte[Math.min(INITIAL, limit)];
  }

  /** A window that grows up to a limit; a byte order mark at the start of the stream is skipped. */
  static ByteWindow of(InputStream in, int limit) throws IOException {
    ByteWindow window = ofRest(in, limit);
    window.skipByteOrderMark();
    return window;
  }

  /** A window on a stream whose start has been read before: no byte order mark is looked for. */
  static ByteWindow ofRest(InputStream in, int limit) {
    return new ByteWindow(in, limit);
  }

  private void skipByteOrderMark() throws IOException {
    while (length() < BOM.length && fill()) {}
    if (Arrays.equals(bytes, start, Math.min(end, BOM.length), BOM, 0, BOM.length)) {
      slide(BOM.length);
    }
  }

  /** The bytes that the window is a part of: from {@link #start} to {@link #end}. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  int length() {
    return end - start;
  }

  byte at(int offset) {
    return bytes[start + offset];
  }

  byte[] copy(int length) {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** At most this many of the first bytes, whole UTF-8 characters. */
  byte[] head(int most) {
    int length = Math.min(most, length());
    while (length > 0 && length < length() && (at(length) & 0xC0) == 0x80) {
      length--;
    }
    return copy(length);
  }

  /** Slides past an offset and the line end that is there: LF, CR or CRLF. */
  void pass(int offset) throws IOException {
    boolean cr = offset < length() && at(offset) == '\r';
    slide(Math.min(offset + 1, length()));
    if (cr && (length() > 0 || fill()) && at(0) == '\n') {
      slide(1);
    }
  }

  /** Slides past the next line end, however far it is. */
  void passLine(boolean crEndsLine) throws IOException {
    int offset = 0;
    while (offset < length() || fill()) {
      byte next = at(offset);
      if (next == '\n' || (crEndsLine && next == '\r')) {
        pass(offset);
        return;
      }
      offset++;
      if (offset == length()) {
        slide(offset);
        offset = 0;
      }
    }
  }

  private void slide(int length) {
    start += length;
    passed += length;
  }

  /** How many bytes of the stream are before the window. */
  long passed() {
    return passed;
  }

  /** Whether the window has reached the end of the stream. */
  boolean ended() {
    return ended;
  }

  /** Reads more; false if there is no more, or if the window is as large as it may be. */
  boolean fill() throws IOException {
    if (ended || !makeRoom()) {
      return false;
    }
    int count = in.read(bytes, end, bytes.length - end);
    ended = count < 0;
    end += Math.max(count, 0);
    return !ended;
  }

  private boolean makeRoom() {
    if (end < bytes.length) {
      return true;
    }
    if (start > 0) {
      System.arraycopy(bytes, start, bytes, 0, length());
    } else if (bytes.length < limit) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, limit));
    } else {
      return false;
    }
    end -= start;
    start = 0;
    return true;
  }
}
