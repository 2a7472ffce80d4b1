// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

/** Finds the ends of JSON tokens in place, where they are plain: no escapes, no nesting. */
final class JsonScanner {
  /** Not a token of its kind, or not a plain one. */
  static final int NOT_PLAIN = -1;

  private static final long QUOTES = Bytes.repeated('"');
  private static final long BACKSLASHES = Bytes.repeated('\\');
  private static final long BLANKS = Bytes.repeated(' ');
  private static final long HIGH_BITS = Bytes.repeated(0x80);

  private JsonScanner() {}

  /** The first index that is no white space within a line. */
  static int afterSpace(byte[] bytes, int start) {
    int at = start;
    while (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r') {
      at++;
    }
    return at;
  }

  /** The closing quote of a string, from the index behind the opening one. */
  static int stringEnd(byte[] bytes, int start) {
    for (int at = start; ; at += Long.BYTES) {
      long eight = Bytes.at(bytes, at);
      long control = (eight - BLANKS) & ~eight & HIGH_BITS;
      long found = Bytes.zeros(eight ^ QUOTES) | Bytes.zeros(eight ^ BACKSLASHES) | control;
      if (found != 0) {
        int end = at + Bytes.first(found);
        return bytes[end] == '"' ? end : NOT_PLAIN;
      }
    }
  }

  /** The end of a number, true, false or null. */
  static int bareEnd(byte[] bytes, int start) {
    return switch (bytes[start]) {
      case 't' -> literalEnd(bytes, start, "true");
      case 'f' -> literalEnd(bytes, start, "false");
      case 'n' -> literalEnd(bytes, start, "null");
      default -> numberEnd(bytes, start);
    };
  }

  private static int literalEnd(byte[] bytes, int start, String literal) {
    for (int i = 0; i < literal.length(); i++) {
      if (bytes[start + i] != literal.charAt(i)) {
        return NOT_PLAIN;
      }
    }
    return start + literal.length();
  }

  private static int numberEnd(byte[] bytes, int start) {
    int first = bytes[start] == '-' ? start + 1 : start;
    int at = afterDigits(bytes, first);
    if (at == first || (bytes[first] == '0' && at > first + 1)) {
      return NOT_PLAIN;
    }
    if (bytes[at] == '.') {
      int fraction = at + 1;
      at = afterDigits(bytes, fraction);
      if (at == fraction) {
        return NOT_PLAIN;
      }
    }
    return bytes[at] == 'e' || bytes[at] == 'E' ? exponentEnd(bytes, at + 1) : at;
  }

  private static int exponentEnd(byte[] bytes, int start) {
    int first = bytes[start] == '-' || bytes[start] == '+' ? start + 1 : start;
    int at = afterDigits(bytes, first);
    return at == first ? NOT_PLAIN : at;
  }

  private static int afterDigits(byte[] bytes, int start) {
    int at = start;
    while (bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at;
  }
}
