// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Puts many numbers into one array, which then goes out as a whole: a stream costs by the call.
 *
 * <p>{@link ByteReader} reads them in the same order.
 */
public final class ByteWriter {
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST_VARINT = 10;

  private byte[] bytes;
  private int size;

  /**
   * A writer that makes room as it goes.
   *
   * @param expected how many bytes it will be, more or less
   */
  public ByteWriter(int expected) {
    this.bytes = new byte[Math.max(expected, 32)];
  }

  /** A number read as unsigned, as {@link Varints#write} has it. */
  public void varint(long number) {
    makeRoom(LONGEST_VARINT);
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of either sign, as {@link Varints#writeSigned} has it. */
  public void signedVarint(long number) {
    varint((number << 1) ^ (number >> 63));
  }

  /** Eight bytes, highest first. */
  public void fixed64(long number) {
    makeRoom(Long.BYTES);
    LONGS.set(bytes, size, number);
    size += Long.BYTES;
  }

  /** One byte, 0 to 255. */
  public void fixed8(int number) {
    makeRoom(1);
    bytes[size++] = (byte) number;
  }

  /** A count of bytes as a varint, then the bytes. */
  public void bytes(byte[] some) {
    varint(some.length);
    makeRoom(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
  }

  /** Writes the number of bytes as a varint, then the bytes. */
  public void writeTo(DataOutput out) throws IOException {
    Varints.write(size, out);
    out.write(bytes, 0, size);
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
