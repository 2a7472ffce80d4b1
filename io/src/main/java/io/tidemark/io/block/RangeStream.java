// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.FileBytes;
import io.tidemark.io.file.InputFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a range of a file. */
final class RangeStream extends FilterInputStream {
  private long left;

  private RangeStream(InputStream in, long length) {
    super(in);
    this.left = length;
  }

  /** Opens a file from one offset to another, or to its end if that comes first. */
  static InputStream open(InputFile file, long start, long end) throws IOException {
    return new RangeStream(FileBytes.openAt(file, start), end - start);
  }

  @Override
  public int read() throws IOException {
    int next = left > 0 ? in.read() : -1;
    left -= next < 0 ? 0 : 1;
    return next;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = in.skip(Math.min(count, left));
    left -= skipped;
    return skipped;
  }
}
