// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in one line why a run failed, whatever the runner wrapped around the reason.
 *
 * <p>An exception of ours is written for the user, so its message is all. Of any other the innermost
 * cause is named, with its class.
 */
final class Failure {
  private static final String OURS = "io.tidemark.";

  /** How Flink carries an exception whose class it could not load: as the text of it. */
  private static final String AS_TEXT = "SerializedThrowable";

  private static final Pattern CLASS_AND_MESSAGE =
      Pattern.compile("(?s)io\\.tidemark\\.[\\w.$]+Exception: (.*)");

  private Failure() {}

  static String describe(Throwable failure) {
    Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable root = failure;
    for (Throwable cause = failure; cause != null && chain.add(cause); cause = cause.getCause()) {
      if (cause.getClass().getName().startsWith(OURS) && cause.getMessage() != null) {
        return oneLine(cause.getMessage());
      }
      root = cause;
    }
    return describeRoot(root);
  }

  private static String describeRoot(Throwable root) {
    String name = root.getClass().getSimpleName();
    String message = root.getMessage();
    if (message == null) {
      return runFailed(name);
    }
    if (!name.equals(AS_TEXT)) {
      return runFailed(name + ": " + message);
    }
    Matcher ours = CLASS_AND_MESSAGE.matcher(message);
    return ours.matches() ? oneLine(ours.group(1)) : runFailed(message);
  }

  private static String runFailed(String reason) {
    return String.format("run failed: %s (--stacktrace shows where)", oneLine(reason));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
