// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.reading;

/** The blanks around a field: spaces and tabs. */
final class Blanks {
  private Blanks() {}

  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isBlank(char next) {
    return next == ' ' || next == '\t';
  }
}
