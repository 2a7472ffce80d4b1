// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what will be. */
public final class Await {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Await() {}

  /**
   * Returns when a condition holds.
   *
   * @throws AssertionError if it does not hold in time
   */
  public static void until(String what, Callable<Boolean> condition) {
    Instant deadline = Instant.now().plus(LONGEST);
    while (!holds(condition)) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("waited in vain until " + what);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
