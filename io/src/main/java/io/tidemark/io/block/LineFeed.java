// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * The lines of a stream of bytes in large pieces: from {@link #start} to {@link #end} there are
 * whole lines, all ended by LF; one is put behind a last line that has none.
 *
 * <p>{@link Bytes#SLACK} more bytes follow in the array.
 */
final class LineFeed {
  private final InputStream in;
  private final int maxLine;
  private byte[] bytes;
  private int start;
  private int end;
  private int filled;
  private boolean ended;

  /**
   * A feed of pieces of a size, which grows for longer lines.
   *
   * @param maxLine lines of so many bytes may be too long
   */
  LineFeed(InputStream in, int size, int maxLine) {
    this.in = in;
    this.maxLine = maxLine;
    this.bytes = new byte[size + Bytes.SLACK];
  }

  /**
   * Goes on to the next piece.
   *
   * @return false at the end, and at a line that is too long
   */
  boolean next() throws IOException {
    System.arraycopy(bytes, end, bytes, 0, Math.max(filled - end, 0));
    filled = Math.max(filled - end, 0);
    start = 0;
    end = 0;
    int searched = 0;
    while (!ended && makeRoom()) {
      int count = in.read(bytes, filled, capacity() - filled);
      ended = count < 0;
      filled += Math.max(count, 0);
      end = afterLastLine(searched);
      if (end > 0) {
        return true;
      }
      searched = filled;
    }
    return ended && filled > 0 && closeLastLine();
  }

  private int capacity() {
    return bytes.length - Bytes.SLACK;
  }

  private boolean makeRoom() {
    if (filled == capacity() && capacity() < maxLine) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * capacity(), maxLine) + Bytes.SLACK);
    }
    return filled < capacity();
  }

  private int afterLastLine(int from) {
    int at = filled;
    while (at > from && bytes[at - 1] != '\n') {
      at--;
    }
    return at > from ? at : 0;
  }

  private boolean closeLastLine() {
    bytes[filled] = '\n';
    end = filled + 1;
    return true;
  }

  /** Whether there is more, in a line that is too long. */
  boolean isStuck() {
    return end == 0 && filled > 0;
  }

  /** The array of the piece. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the piece starts. */
  int start() {
    return start;
  }

  /** Where the piece ends. */
  int end() {
    return end;
  }

  /** The bytes of the stream from an index of the piece on. */
  InputStream rest(int from) {
    InputStream here =
        new ByteArrayInputStream(Arrays.copyOfRange(bytes, from, Math.max(filled, from)));
    return new SequenceInputStream(here, in);
  }
}
