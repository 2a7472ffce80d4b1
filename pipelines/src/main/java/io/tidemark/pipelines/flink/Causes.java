// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.flink;

import io.tidemark.io.record.InputException;
import io.tidemark.transforms.coding.StateMismatchException;
import java.util.Set;

/** Reads stack traces, which is how Flink tells what went wrong. */
public final class Causes {
  private static final String CAUSED_BY = "Caused by: ";
  private static final String OURS = "io.tidemark.";

  /** What a run cannot go on with, however often it is tried. */
  private static final Set<String> FOR_GOOD =
      Set.of(InputException.class.getName(), StateMismatchException.class.getName());

  /** What Flink says of a task that has failed while it was sent a message. */
  private static final String LOST_MESSAGE = "TaskNotRunningException: ";

  private Causes() {}

  /** Whether it tells why; else the next attempt may. */
  public static boolean isReason(String stackTrace) {
    return !stackTrace.contains(LOST_MESSAGE);
  }

  /** Whether another attempt would fail for the same reason. */
  public static boolean isForGood(String stackTrace) {
    return stackTrace
        .lines()
        .map(line -> line.replaceFirst("^" + CAUSED_BY, "").split(":", 2)[0])
        .anyMatch(FOR_GOOD::contains);
  }

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
