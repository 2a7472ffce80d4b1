// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.zip.ZipException;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/** The bytes of a file, unzipped where its name ends in {@code .gz}. */
public final class FileBytes {
  private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};

  private FileBytes() {}

  static boolean isGzip(InputFile file) {
    return file.resource().toLowerCase(Locale.ROOT).endsWith(Compression.GZIP.getSuggestedSuffix());
  }

  /** The bytes as they are in the file. */
  static InputStream open(InputFile file) throws IOException {
    return Channels.newInputStream(channel(file));
  }

  /** The bytes from one offset on, unzipped where the file is zipped. */
  public static InputStream openAt(InputFile file, long start) throws IOException {
    if (!isGzip(file)) {
      ReadableByteChannel channel = channel(file);
      if (channel instanceof SeekableByteChannel seekable) {
        return Channels.newInputStream(seekable.position(start));
      }
      return skipping(Channels.newInputStream(channel), start);
    }
    return skipping(unzipped(file, open(file)), start);
  }

  private static InputStream skipping(InputStream in, long start) throws IOException {
    in.skipNBytes(start);
    return in;
  }

  /** How long a file is that can be read from any offset on; empty for other files. */
  public static OptionalLong seekableSize(InputFile file) throws IOException {
    if (isGzip(file)) {
      return OptionalLong.empty();
    }
    try (ReadableByteChannel channel = channel(file)) {
      return channel instanceof SeekableByteChannel seekable
          ? OptionalLong.of(seekable.size())
          : OptionalLong.empty();
    }
  }

  private static ReadableByteChannel channel(InputFile file) throws IOException {
    return FileSystems.open(FileSystems.matchNewResource(file.resource(), false));
  }

  /** The bytes of all gzip members; those of a file that is not zipped, as they are. */
  static InputStream unzipped(InputFile file, InputStream bytes) throws IOException {
    if (!isGzip(file)) {
      return bytes;
    }
    PushbackInputStream zipped = new PushbackInputStream(bytes, GZIP_MAGIC.length);
    byte[] magic = zipped.readNBytes(GZIP_MAGIC.length);
    if (!Arrays.equals(magic, GZIP_MAGIC)) {
      // Beam would pass it on as it is.
      throw new ZipException("not gzip");
    }
    zipped.unread(magic);
    // The JDK's own stream takes a broken second member for the end.
    return Channels.newInputStream(Compression.GZIP.readDecompressed(Channels.newChannel(zipped)));
  }
}
