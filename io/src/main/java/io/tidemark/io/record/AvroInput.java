// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A place in bytes of Avro's binary encoding.
 *
 * <p>The library's own decoder trusts the lengths it reads; this one finds a broken record broken,
 * whatever is in it, and never goes beyond the bytes there are.
 */
final class AvroInput {
  private static final int MOST_VARINT_BYTES = 10;

  private final byte[] bytes;
  private int at;

  AvroInput(byte[] bytes, int start) {
    this.bytes = bytes;
    this.at = start;
  }

  int at() {
    return at;
  }

  boolean atEnd() {
    return at == bytes.length;
  }

  /** Passes over bytes and returns where they start. */
  int pass(long count) throws RecordException {
    if (count < 0) {
      throw new RecordException("not Avro of this schema: a length of " + count);
    }
    if (count > bytes.length - at) {
      throw new RecordException("not Avro of this schema: it ends within a record");
    }
    int start = at;
    at += (int) count;
    return start;
  }

  byte[] take(long count) throws RecordException {
    int start = pass(count);
    return Arrays.copyOfRange(bytes, start, at);
  }

  boolean bool() throws RecordException {
    byte next = bytes[pass(1)];
    if (next != 0 && next != 1) {
      throw new RecordException("not Avro of this schema: a boolean of " + next);
    }
    return next == 1;
  }

  int int32() throws RecordException {
    long number = int64();
    if (number != (int) number) {
      throw new RecordException("not Avro of this schema: an int of " + number);
    }
    return (int) number;
  }

  long int64() throws RecordException {
    long zigzag = 0;
    for (int i = 0; i < MOST_VARINT_BYTES; i++) {
      byte next = bytes[pass(1)];
      zigzag |= (next & 0x7FL) << (7 * i);
      if (next >= 0) {
        return (zigzag >>> 1) ^ -(zigzag & 1);
      }
    }
    throw new RecordException("not Avro of this schema: a number of more than ten bytes");
  }

  float float32() throws RecordException {
    return little(Float.BYTES).getFloat();
  }

  double float64() throws RecordException {
    return little(Double.BYTES).getDouble();
  }

  private ByteBuffer little(int count) throws RecordException {
    return ByteBuffer.wrap(bytes, pass(count), count).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** One of so many branches or symbols. */
  int choice(int of) throws RecordException {
    long choice = int64();
    if (choice < 0 || choice >= of) {
      throw new RecordException(
          String.format("not Avro of this schema: number %d of %d choices", choice, of));
    }
    return (int) choice;
  }
}
