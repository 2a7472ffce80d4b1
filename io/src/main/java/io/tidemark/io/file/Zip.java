// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipException;
import org.apache.beam.sdk.io.Compression;

/** How the bytes of a file are zipped, as the end of its name says. */
enum Zip {
  NONE("", ""),
  GZIP("gzip", Compression.GZIP.getSuggestedSuffix()),
  ZSTD("zstd", Compression.ZSTD.getSuggestedSuffix());

  private static final byte[] GZIP_MAGIC = {0x1F, (byte) 0x8B};

  private final String text;
  private final String suffix;

  Zip(String text, String suffix) {
    this.text = text;
    this.suffix = suffix;
  }

  static Zip of(InputFile file) {
    String name = file.resource().toLowerCase(Locale.ROOT);
    if (name.endsWith(GZIP.suffix)) {
      return GZIP;
    }
    return name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
  }

  /** The bytes of all gzip members or zstd frames; what is not zipped as it is. */
  InputStream unzipped(InputStream bytes) throws IOException {
    return switch (this) {
      case NONE -> bytes;
      case GZIP -> gunzipped(bytes);
      case ZSTD -> new ZstdInputStreamNoFinalizer(startingWith(bytes, new byte[0]));
    };
  }

  private InputStream gunzipped(InputStream bytes) throws IOException {
    // Beam would pass on as it is what does not start so.
    InputStream zipped = startingWith(bytes, GZIP_MAGIC);
    // The JDK's own stream takes a broken second member for the end.
    return Channels.newInputStream(Compression.GZIP.readDecompressed(Channels.newChannel(zipped)));
  }

  /** The same bytes, of which there is at least one. */
  private InputStream startingWith(InputStream bytes, byte[] magic) throws IOException {
    int length = Math.max(magic.length, 1);
    PushbackInputStream zipped = new PushbackInputStream(bytes, length);
    byte[] first = zipped.readNBytes(length);
    if (first.length < length || !Arrays.equals(first, 0, magic.length, magic, 0, magic.length)) {
      throw new ZipException(falseClaim());
    }
    zipped.unread(first);
    return zipped;
  }

  /** What is wrong with a file that is not even the beginning of what its name says. */
  String falseClaim() {
    return "is not " + text + ", though its name says so";
  }

  /** What a message calls it: {@code gzip}. */
  @Override
  public String toString() {
    return text;
  }
}
