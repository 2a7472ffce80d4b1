// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in one line why a run failed, whatever the runner wrapped around the reason.
 *
 * <p>An exception of ours is written for the user, so its message is all. Of any other the
 * innermost cause is named, with its class.
 */
final class Failure {
  private static final String OURS = "io.tidemark.";

  /** How Flink carries an exception whose class it could not load: as the text of it. */
  private static final String AS_TEXT = "org.apache.flink.util.SerializedThrowable";

  /** What Flink says instead of the reason, if a task fails while it is still told what to read. */
  private static final String REASON_LOST =
      "org.apache.flink.runtime.operators.coordination.TaskNotRunningException";

  /** What Flink says where it only submits jobs, and is asked how one has ended. */
  private static final String ONLY_SUBMITTED =
      "org.apache.flink.api.common.InvalidProgramException: Job was submitted in detached mode.";

  private static final Pattern CLASS_AND_MESSAGE =
      Pattern.compile("(?s)io\\.tidemark\\.[\\w.$]+Exception: (.*)");

  private Failure() {}

  static String describe(Throwable failure) {
    Set<Throwable> chain = Collections.newSetFromMap(new IdentityHashMap<>());
    Throwable root = failure;
    for (Throwable cause = failure; cause != null && chain.add(cause); cause = cause.getCause()) {
      Optional<String> message = messageForUser(cause);
      if (message.isPresent()) {
        return oneLine(message.get());
      }
      root = cause;
    }
    return describeRoot(root);
  }

  private static Optional<String> messageForUser(Throwable cause) {
    Optional<String> message = Optional.ofNullable(cause.getMessage());
    if (isAsText(cause)) {
      return message.map(CLASS_AND_MESSAGE::matcher).filter(Matcher::matches).map(m -> m.group(1));
    }
    return message.filter(text -> cause.getClass().getName().startsWith(OURS));
  }

  private static boolean isAsText(Throwable cause) {
    return cause.getClass().getName().equals(AS_TEXT);
  }

  private static String describeRoot(Throwable root) {
    if (root.toString().startsWith(REASON_LOST)) {
      return "run failed: a task failed as it began, and Flink lost the reason; run it again to see"
          + " it, or with --runner=direct";
    }
    if (root.toString().startsWith(ONLY_SUBMITTED)) {
      return "the job is submitted, but Flink does not wait for its end here; set"
          + " --attachedMode=false";
    }
    String name = root.getClass().getSimpleName();
    String message = root.getMessage();
    if (message == null) {
      return runFailed(name);
    }
    return runFailed(isAsText(root) ? message : name + ": " + message);
  }

  private static String runFailed(String reason) {
    return String.format("run failed: %s (--stacktrace shows where)", oneLine(reason));
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
