// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.avro.file.BZip2Codec;
import org.xerial.snappy.Snappy;

/** How the blocks of an object file are compressed. */
enum AvroCodec {
  NULL {
    @Override
    byte[] unpack(byte[] packed) {
      return packed;
    }
  },

  DEFLATE {
    @Override
    byte[] unpack(byte[] packed) throws IOException {
      Inflater inflater = new Inflater(/* nowrap= */ true);
      try (InputStream in = new InflaterInputStream(new ByteArrayInputStream(packed), inflater)) {
        return in.readAllBytes();
      } finally {
        inflater.end();
      }
    }
  },

  /** With the checksum of what was compressed behind it. */
  SNAPPY {
    @Override
    byte[] unpack(byte[] packed) throws IOException {
      int length = packed.length - Integer.BYTES;
      if (length < 0) {
        throw new IOException("no checksum");
      }
      byte[] plain = Snappy.uncompress(Arrays.copyOf(packed, length));
      CRC32 checksum = new CRC32();
      checksum.update(plain);
      if (ByteBuffer.wrap(packed).getInt(length) != (int) checksum.getValue()) {
        throw new IOException("another checksum");
      }
      return plain;
    }
  },

  ZSTANDARD {
    @Override
    byte[] unpack(byte[] packed) throws IOException {
      try (InputStream in = new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(packed))) {
        return in.readAllBytes();
      }
    }
  },

  BZIP2 {
    @Override
    byte[] unpack(byte[] packed) throws IOException {
      ByteBuffer plain = new BZip2Codec().decompress(ByteBuffer.wrap(packed));
      byte[] bytes = new byte[plain.remaining()];
      plain.get(bytes);
      return bytes;
    }
  };

  /**
   * The codec of a name in a header.
   *
   * @throws InputException for one that is not known
   */
  static AvroCodec of(String name) {
    for (AvroCodec codec : values()) {
      if (codec.toString().equals(name)) {
        return codec;
      }
    }
    throw new InputException(
        String.format(
            "codec %s, must be one of %s",
            Excerpt.quoted(name),
            Arrays.stream(values()).map(AvroCodec::toString).collect(Collectors.joining(", "))));
  }

  /** The bytes of the records of a block. */
  abstract byte[] unpack(byte[] packed) throws IOException;

  /** As in the header of a file: {@code zstandard}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
