// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

/** Text of an input, made fit to stand in a one-line message. */
public final class Excerpt {
  private static final int LONGEST = 100;

  private Excerpt() {}

  /** The text on one line, cut after 100 characters. */
  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < Math.min(text.length(), LONGEST); i++) {
      char next = text.charAt(i);
      line.append(Character.isISOControl(next) || Character.isSurrogate(next) ? '?' : next);
    }
    return text.length() > LONGEST ? line + "..." : line.toString();
  }

  /** The text on one line in single quotes, cut after 100 characters. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }
}
