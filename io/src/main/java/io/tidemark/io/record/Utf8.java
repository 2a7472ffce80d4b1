// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8, strictly: what is malformed is an error and never a replacement character. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  static String decode(byte[] bytes) throws RecordException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    // The constructor is fast but lenient; only its replacement character calls for the slow check.
    if (text.indexOf(REPLACEMENT) >= 0) {
      requireWellFormed(bytes);
    }
    return text;
  }

  private static void requireWellFormed(byte[] bytes) throws RecordException {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new RecordException("not valid UTF-8");
    }
  }
}
