// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

/**
 * Input that a run cannot go on with, and that its user can mend: the message is one line for them.
 *
 * <p>A single broken record is never one of these; it is rejected and the run goes on.
 */
public final class InputException extends RuntimeException {
  /** An exception whose message is all there is to say. */
  public InputException(String message) {
    super(message);
  }

  /** An exception that came of another. */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
