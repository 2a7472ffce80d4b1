// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Strings of any length as bytes: a variable-length count, then UTF-8. */
public final class Texts {
  private Texts() {}

  /** Writes the number of UTF-8 bytes as a {@link Varints varint}, then the bytes. */
  public static void write(String text, DataOutput out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    Varints.write(utf8.length, out);
    out.write(utf8);
  }

  /** Reads what {@link #write} wrote. */
  public static String read(DataInput in) throws IOException {
    byte[] utf8 = new byte[Math.toIntExact(Varints.read(in))];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
