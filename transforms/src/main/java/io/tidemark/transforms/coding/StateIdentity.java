// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.coding;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What kept state is of, so that a run that goes on from a savepoint with other windows or other
 * keys is refused, instead of giving wrong numbers.
 *
 * @param text as whoever runs it put it; empty for unknown, which is never refused
 */
public record StateIdentity(String text) implements Serializable {
  /** Of state that does not say what it is of. */
  public static final long UNKNOWN = 0;

  /** What is kept of it: half of its MD5 digest. */
  public long code() {
    return text.isEmpty()
        ? UNKNOWN
        : UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
  }

  /**
   * Compares with what was kept.
   *
   * @throws StateMismatchException if that is of something else
   */
  public void check(long kept) {
    if (kept != UNKNOWN && code() != UNKNOWN && kept != code()) {
      throw new StateMismatchException(
          "the state that the run goes on from was kept for something else than " + text);
    }
  }
}
