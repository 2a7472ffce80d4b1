// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.OptionalLong;
import org.apache.beam.sdk.io.FileSystems;

/** The bytes of a file, unzipped where its name ends in {@code .gz} or {@code .zst}. */
public final class FileBytes {
  private FileBytes() {}

  /** The bytes as they are in the file. */
  static InputStream open(InputFile file) throws IOException {
    return Channels.newInputStream(channel(file));
  }

  /** The bytes from one offset on, unzipped where the file is zipped. */
  public static InputStream openAt(InputFile file, long start) throws IOException {
    if (Zip.of(file) == Zip.NONE) {
      ReadableByteChannel channel = channel(file);
      if (channel instanceof SeekableByteChannel seekable) {
        return Channels.newInputStream(seekable.position(start));
      }
      return skipping(Channels.newInputStream(channel), start);
    }
    return skipping(Zip.of(file).unzipped(open(file)), start);
  }

  private static InputStream skipping(InputStream in, long start) throws IOException {
    in.skipNBytes(start);
    return in;
  }

  /** How long a file is that can be read from any offset on; empty for other files. */
  public static OptionalLong seekableSize(InputFile file) throws IOException {
    if (Zip.of(file) != Zip.NONE) {
      return OptionalLong.empty();
    }
    try (ReadableByteChannel channel = channel(file)) {
      return channel instanceof SeekableByteChannel seekable
          ? OptionalLong.of(seekable.size())
          : OptionalLong.empty();
    }
  }

  /**
   * Whether a zipped file can be read to its end as it is stored: if what is in it cannot, then the
   * file is broken, and not the way to it.
   */
  public static boolean isZippedAndThere(InputFile file) {
    if (Zip.of(file) == Zip.NONE) {
      return false;
    }
    try (InputStream in = open(file)) {
      in.transferTo(OutputStream.nullOutputStream());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static ReadableByteChannel channel(InputFile file) throws IOException {
    return FileSystems.open(FileSystems.matchNewResource(file.resource(), false));
  }
}
