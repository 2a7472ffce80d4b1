// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

/**
 * Finds, in what a broker sends after a client has come back, the messages that the client had
 * before.
 *
 * <p>A broker sends what was not acknowledged again, in order, and new messages after that; what
 * was acknowledged shortly before the connection broke may precede. So the messages that were not
 * acknowledged are found as a run, and all up to its end is old. Where a run could be in several
 * places, for there are equal messages, it is taken to be in the first: what is read twice then is
 * better than what would be lost.
 *
 * <p>The run is found as by D. E. Knuth, J. H. Morris and V. R. Pratt, "Fast pattern matching in
 * strings", 1977.
 */
final class Redelivery {
  private final long[] expected;
  private final int[] fallback;
  private int matched;

  /**
   * What is looked for.
   *
   * @param expected fingerprints of messages, in order; one at least
   */
  Redelivery(long[] expected) {
    this.expected = expected;
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
  boolean endsWith(long fingerprint) {
    while (matched > 0 && expected[matched] != fingerprint) {
      matched = fallback[matched - 1];
    }
    matched += expected[matched] == fingerprint ? 1 : 0;
    return matched == expected.length;
  }
}
