// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.record;

/** A record that cannot be decoded; the message is the reason, in one line. */
public final class RecordException extends Exception {
  /** An exception without a stack trace, since a bad file may hold millions of broken records. */
  public RecordException(String reason) {
    super(reason, null, false, false);
  }
}
