// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Summary;

/**
 * What a shard keeps of its series.
 *
 * <p>It is plain arithmetic, driven from outside: readings come with the watermark that let them
 * in, and {@link #advance} says how far the watermark is. What it emits depends on nothing but the
 * order of these calls.
 */
abstract class ShardTable {
  /** Takes the results of a table. */
  interface Output {
    /**
     * One result.
     *
     * @param key the bytes of the series
     * @param start the start of the window
     * @param end the end of the window
     */
    void emit(byte[] key, long start, long end, Timing timing, long revision, Summary summary);

    /** A reading whose windows had closed. */
    default void late(byte[] key, Reading reading, long watermark) {
      throw new IllegalStateException("a late reading, where only the shard decides what is late");
    }
  }

  /** Adds what came, after all results that ended before it. */
  abstract void add(Arrival arrival, Output out);

  /** Emits the results of the windows that ended by a watermark and drops what has closed. */
  abstract void advance(long watermark, Output out);

  /** Is called before it is kept: what it has is to be in what is written. */
  void beforeKept(Output out) {}

  /** Emits what is due by a processing time: results before the end of windows, and late ones. */
  void fireDue(long now, Output out) {}

  /** The watermark after which {@link #advance} has something to do; {@code Panes.NONE} if none. */
  abstract long nextWatermark();

  /** The earliest processing time at which something is due; {@link Refinement#NEVER} if none. */
  long nextDue() {
    return Refinement.NEVER;
  }

  abstract TableSize size();

  abstract boolean isEmpty();
}
