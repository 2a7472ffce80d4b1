// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.DataInput;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/** Reads what a {@link ByteWriter} wrote, in the same order. */
public final class ByteReader {
  private final byte[] bytes;
  private int at;

  private ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Reads what {@link ByteWriter#writeTo} wrote. */
  public static ByteReader readFrom(DataInput in) throws IOException {
    byte[] bytes = new byte[Math.toIntExact(Varints.read(in))];
    in.readFully(bytes);
    return new ByteReader(bytes);
  }

  /** An unsigned number. */
  public long varint() throws IOException {
    requireMore(1);
    byte next = bytes[at++];
    if (next >= 0) {
      return next; // most are small
    }
    long number = next & 0x7FL;
    for (int shift = 7; shift < Long.SIZE; shift += 7) {
      requireMore(1);
      next = bytes[at++];
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new StreamCorruptedException("a varint of more than ten bytes");
  }

  /** A number of either sign. */
  public long signedVarint() throws IOException {
    long code = varint();
    return (code >>> 1) ^ -(code & 1);
  }

  /** A number of things that take at least a byte each, so that an array of them is not absurd. */
  public int count() throws IOException {
    long count = varint();
    if (count < 0 || count > bytes.length - at) {
      throw new StreamCorruptedException(
          String.format("a count of %s with %s bytes left", count, bytes.length - at));
    }
    return (int) count;
  }

  /** Eight bytes. */
  public long fixed64() throws IOException {
    requireMore(Long.BYTES);
    long number = (long) ByteWriter.LONGS.get(bytes, at);
    at += Long.BYTES;
    return number;
  }

  /** One byte, 0 to 255. */
  public int fixed8() throws IOException {
    requireMore(1);
    return bytes[at++] & 0xFF;
  }

  /** A count, then that many bytes. */
  public byte[] bytes() throws IOException {
    int length = count();
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private void requireMore(int count) throws IOException {
    if (bytes.length - at < count) {
      throw new StreamCorruptedException("the bytes end too soon");
    }
  }
}
