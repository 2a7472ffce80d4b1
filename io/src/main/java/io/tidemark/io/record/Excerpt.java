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

  /**
   * Why something failed, on one line: the first line of the root cause, and what that is called if
   * it is another exception.
   */
  public static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String name = root.getClass().getSimpleName();
    if (root.getMessage() == null || root.getMessage().isBlank()) {
      return name;
    }
    String line = root.getMessage().lines().findFirst().orElse("");
    // What a server says for itself needs no name.
    return root == failure || name.equals("RemoteException") ? line : name + ": " + line;
  }

  /** The text on one line in single quotes, cut after 100 characters. */
  public static String quoted(String text) {
    return "'" + of(text) + "'";
  }
}
