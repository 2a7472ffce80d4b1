// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileSystems;

/** The bytes of a file, unzipped where its name ends in {@code .gz}. */
final class FileBytes {
  /** What is wrong with a file that is not even the beginning of what its name says. */
  static final String NOT_GZIP = "is not gzip, though its name says so";

  private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};

  private FileBytes() {}

  static boolean isGzip(InputFile file) {
    return file.resource().toLowerCase(Locale.ROOT).endsWith(Compression.GZIP.getSuggestedSuffix());
  }

  /** The bytes as they are in the file. */
  static InputStream open(InputFile file) throws IOException {
    return Channels.newInputStream(
        FileSystems.open(FileSystems.matchNewResource(file.resource(), false)));
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
      throw new ZipException(NOT_GZIP);
    }
    zipped.unread(magic);
    // The JDK's own stream takes a broken second member for the end.
    return Channels.newInputStream(Compression.GZIP.readDecompressed(Channels.newChannel(zipped)));
  }
}
