// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * Whole numbers in one to ten bytes: seven bits a byte, lowest first, the top bit set on all but
 * the last (base-128 varints, as in Protocol Buffers).
 *
 * <p>{@link #write} suits counts; {@link #writeSigned} maps small negative numbers to small codes
 * (zigzag) and suits differences and times.
 */
public final class Varints {
  private Varints() {}

  /** Writes a number read as unsigned: one byte up to 127, ten for a negative one. */
  public static void write(long number, DataOutput out) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  /** Reads what {@link #write} wrote. */
  public static long read(DataInput in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.readByte();
      number |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new StreamCorruptedException("a varint of more than ten bytes");
  }

  /** Writes a number of either sign: one byte from -64 to 63. */
  public static void writeSigned(long number, DataOutput out) throws IOException {
    write((number << 1) ^ (number >> 63), out);
  }

  /** Reads what {@link #writeSigned} wrote. */
  public static long readSigned(DataInput in) throws IOException {
    long code = read(in);
    return (code >>> 1) ^ -(code & 1);
  }
}
