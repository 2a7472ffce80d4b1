// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.synthetic;

import java.util.concurrent.atomic.AtomicLong;

/** When the first reading of this process was read: the start-up of an engine is not its speed. */
public final class RunClock {
  private static final AtomicLong START = new AtomicLong();

  private RunClock() {}

  static void start() {
    START.compareAndSet(0, System.nanoTime());
  }

  /** Seconds from the first reading to a time of {@code System.nanoTime}. */
  public static double secondsUntil(long nanoTime) {
    return (nanoTime - START.get()) / 1e9;
  }
}
