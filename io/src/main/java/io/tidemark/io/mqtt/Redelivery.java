// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * Finds, in what a broker sends after a client has come back, the messages that the client had
 * before.
 *
 * <p>A broker sends what was not acknowledged again, in order, and new messages after that. So the
 * messages that were not acknowledged are found as a run. What was acknowledged shortly before the
 * connection broke may precede, and so may new messages, of a broker that was killed. Where a run
 * could be in several places, for there are equal messages, it is taken to be in the first: what is
 * read twice then is better than what would be lost.
 *
 * <p>The run is found as by D. E. Knuth, J. H. Morris and V. R. Pratt, "Fast pattern matching in
 * strings", 1977.
 */
final class Redelivery<T> {
  private final long[] expected;
  private final LongPredicate wasAcknowledged;
  private final List<T> all = new ArrayList<>();
  private final List<T> again = new ArrayList<>();
  private final List<T> fresh = new ArrayList<>();
  private final ArrayDeque<Long> fingerprints = new ArrayDeque<>();
  private final int[] fallback;
  private int matched;

  /**
   * What is looked for.
   *
   * @param expected fingerprints of messages, in order; one at least
   * @param wasAcknowledged whether a message of a fingerprint may have been acknowledged before
   */
  Redelivery(long[] expected, LongPredicate wasAcknowledged) {
    this.expected = expected;
    this.wasAcknowledged = wasAcknowledged;
    this.fallback = new int[expected.length];
    for (int i = 1, length = 0; i < expected.length; i++) {
      while (length > 0 && expected[i] != expected[length]) {
        length = fallback[length - 1];
      }
      length += expected[i] == expected[length] ? 1 : 0;
      fallback[i] = length;
    }
  }

  /** Takes the next message; true if it is the last of those looked for. Not to be asked again. */
  boolean endsWith(T message, long fingerprint) {
    all.add(message);
    fingerprints.add(fingerprint);
    if (!runEndsWith(fingerprint)) {
      return false;
    }
    int before = all.size() - expected.length;
    for (T each : all) {
      long print = fingerprints.remove();
      boolean isOfRun = before-- <= 0;
      (isOfRun || wasAcknowledged.test(print) ? again : fresh).add(each);
    }
    return true;
  }

  private boolean runEndsWith(long fingerprint) {
    while (matched > 0 && expected[matched] != fingerprint) {
      matched = fallback[matched - 1];
    }
    matched += expected[matched] == fingerprint ? 1 : 0;
    return matched == expected.length;
  }

  /** All that was taken. */
  List<T> all() {
    return all;
  }

  /** Once the run was found: what the client had before, of which the run is the end. */
  List<T> again() {
    return again;
  }

  /** Once the run was found: what the client has not had. */
  List<T> fresh() {
    return fresh;
  }
}
