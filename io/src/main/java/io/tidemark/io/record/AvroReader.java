// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileConstants;

/**
 * Finds the records of an Avro object file: a header with the schema, then blocks of records.
 *
 * <p>The library's own reader takes a file that ends within the first bytes of a block for one that
 * ends there; to this one it is broken. A record counts as a line.
 */
final class AvroReader implements RecordReader {
  private static final int MOST_VARINT_BYTES = 10;

  private final InputStream in;
  private final Schema schema;
  private final AvroCodec codec;
  private final byte[] sync;
  private byte[] block = {};
  private int at;
  private long left;
  private long number;
  private byte[] record = {};

  private AvroReader(InputStream in, Schema schema, AvroCodec codec, byte[] sync) {
    this.in = in;
    this.schema = schema;
    this.codec = codec;
    this.sync = sync;
  }

  /**
   * Reads the header.
   *
   * @throws InputException if there is none, or none that can be read
   */
  static AvroReader open(InputStream in) throws IOException {
    if (!Arrays.equals(in.readNBytes(DataFileConstants.MAGIC.length), DataFileConstants.MAGIC)) {
      throw new InputException("is not an Avro object file");
    }
    Map<String, byte[]> metadata = metadata(in);
    byte[] schema = metadata.get(DataFileConstants.SCHEMA);
    if (schema == null) {
      throw new InputException("the header has no schema");
    }
    return new AvroReader(
        in,
        AvroTypes.parse(new String(schema, StandardCharsets.UTF_8)),
        codec(metadata.get(DataFileConstants.CODEC)),
        exactly(in, DataFileConstants.SYNC_SIZE));
  }

  private static Map<String, byte[]> metadata(InputStream in) throws IOException {
    Map<String, byte[]> metadata = new HashMap<>();
    for (long count = int64(in); count != 0; count = int64(in)) {
      if (count < 0) {
        int64(in); // how many bytes they have
      }
      for (long each = Math.abs(count); each > 0; each--) {
        String name = new String(exactly(in, length(in)), StandardCharsets.UTF_8);
        metadata.put(name, exactly(in, length(in)));
      }
    }
    return metadata;
  }

  private static AvroCodec codec(byte[] name) {
    return name == null ? AvroCodec.NULL : AvroCodec.of(new String(name, StandardCharsets.UTF_8));
  }

  /** What the records are written with. */
  Schema schema() {
    return schema;
  }

  @Override
  public boolean next() throws IOException {
    while (left == 0) {
      if (!nextBlock()) {
        return false;
      }
    }
    int start = at;
    AvroInput input = new AvroInput(block, start);
    try {
      AvroWalk.skip(schema, input);
    } catch (RecordException e) {
      throw new CorruptFileException(e.getMessage());
    }
    at = input.at();
    left--;
    if (left == 0 && at < block.length) {
      throw new CorruptFileException("a block has more bytes than records");
    }
    record = Arrays.copyOfRange(block, start, at);
    number++;
    return true;
  }

  private boolean nextBlock() throws IOException {
    int first = in.read();
    if (first < 0) {
      return false;
    }
    long count = int64(first, in);
    byte[] bytes = exactly(in, length(in));
    if (count < 0 || !Arrays.equals(exactly(in, sync.length), sync)) {
      throw new CorruptFileException("a block does not end where it says");
    }
    block = unpacked(bytes);
    at = 0;
    left = count;
    return true;
  }

  private byte[] unpacked(byte[] bytes) throws IOException {
    try {
      return codec.unpack(bytes);
    } catch (IOException | RuntimeException e) {
      throw new CorruptFileException("a block of codec " + codec + " cannot be unpacked");
    }
  }

  private static int length(InputStream in) throws IOException {
    long length = int64(in);
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw new CorruptFileException("a length of " + length);
    }
    return (int) length;
  }

  /** Reads in pieces, so that a broken length does not take all memory. */
  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw truncated();
    }
    return bytes;
  }

  private static long int64(InputStream in) throws IOException {
    return int64(in.read(), in);
  }

  private static long int64(int first, InputStream in) throws IOException {
    long zigzag = 0;
    int next = first;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      if (next < 0) {
        throw truncated();
      }
      zigzag |= (next & 0x7FL) << (7 * i);
      if (next < 0x80) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
      next = in.read();
    }
    throw new CorruptFileException("a number of more than ten bytes");
  }

  private static IOException truncated() {
    return new CorruptFileException("it is truncated");
  }

  @Override
  public long line() {
    return number;
  }

  @Override
  public long linesPassed() {
    return number;
  }

  /**
   * None are before the records that could be passed over: what is in them depends on the header.
   */
  @Override
  public long bytesPassed() {
    return 0;
  }

  @Override
  public byte[] record() {
    return record;
  }

  @Override
  public boolean cut() {
    return false;
  }
}
