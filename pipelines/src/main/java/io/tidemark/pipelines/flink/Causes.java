// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

/** Reads stack traces, which is how Flink tells what went wrong. */
public final class Causes {
  private static final String CAUSED_BY = "Caused by: ";
  private static final String OURS = "io.tidemark.";

  private Causes() {}

  /**
   * What began it, in one line without the class: the innermost exception of ours, since its text
   * is made for a person, else the innermost of all.
   */
  public static String innermost(String stackTrace) {
    String innermost = stackTrace.lines().findFirst().orElse("no reason is known");
    boolean ours = false;
    for (String line : stackTrace.lines().filter(l -> l.startsWith(CAUSED_BY)).toList()) {
      String cause = line.substring(CAUSED_BY.length());
      if (!ours || cause.startsWith(OURS)) {
        innermost = cause;
        ours = cause.startsWith(OURS);
      }
    }
    return innermost.replaceFirst("^(?:[\\w.$]+(?:Exception|Error): )+", "");
  }
}
