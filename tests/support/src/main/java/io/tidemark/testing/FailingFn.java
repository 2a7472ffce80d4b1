// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import io.tidemark.transforms.block.ReadingBlock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Passes readings on, and fails when it has seen so many, once at each of some places.
 *
 * <p>What it counts is of the JVM, and outlives its failures: one pipeline at a time.
 */
public final class FailingFn extends DoFn<ReadingBlock, ReadingBlock> {
  private static final AtomicInteger SEEN = new AtomicInteger();
  private static final AtomicInteger FURTHEST = new AtomicInteger();
  private static final AtomicInteger FAILURES = new AtomicInteger();
  private static volatile List<Integer> places = List.of();

  /**
   * Counts anew.
   *
   * @param failAt numbers of readings, the smallest first
   */
  public static void start(List<Integer> failAt) {
    SEEN.set(0);
    FURTHEST.set(0);
    FAILURES.set(0);
    places = List.copyOf(failAt);
  }

  /** How many readings came; what comes again counts again. */
  public static int seen() {
    return SEEN.get();
  }

  /** The greatest value that came, plus 1: how many came, where values are numbers from 0. */
  public static int furthest() {
    return FURTHEST.get();
  }

  /** How often it has failed. */
  public static int failures() {
    return FAILURES.get();
  }

  /** Passes a block on, or fails. */
  @ProcessElement
  public void pass(@Element ReadingBlock block, OutputReceiver<ReadingBlock> out) {
    int seen = SEEN.addAndGet(block.size());
    for (int i = 0; i < block.size(); i++) {
      FURTHEST.accumulateAndGet((int) block.value(i) + 1, Math::max);
    }
    int failed = FAILURES.get();
    if (failed < places.size()
        && seen >= places.get(failed)
        && FAILURES.compareAndSet(failed, failed + 1)) {
      throw new IllegalStateException("fails, on purpose");
    }
    out.output(block);
  }
}
