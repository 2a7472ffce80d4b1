// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;

/**
 * What shards keep tables of, and what they have to know of readings without touching a table.
 *
 * @param <T> their tables
 */
interface ShardSpec<T extends ShardTable> extends Serializable {
  /**
   * A table that does from now on what this says: the one that is known, or a new one for null.
   *
   * @param runs where readings are kept that are too many to be written with the table each time
   */
  T table(T known, MapState<RunPlace, ReadingRun> runs);

  Coder<T> tableCoder();

  /** Whether windows end by event time alone: then a result has a delay. */
  boolean needsTime();

  /** What it costs to read and write a table, in series of a table of panes. */
  long load(TableSize size);

  /** How many readings wait at most to be put into a table of such a load. */
  long fullInbox(long load);

  /** The earliest time that is not late whatever the table has; all that are may be its to say. */
  long firstInTime(long watermark);

  /** Whether a reading may be late, or change what has been emitted, so that it cannot wait. */
  boolean isUrgent(long time, long watermark);

  /** The watermark after which a reading that is not urgent has a result. */
  long dueAfter(long time, long watermark);

  /** The earliest end of results that are made at a watermark. */
  default long settled(long watermark) {
    return watermark;
  }

  /** Whether there are results before the end of a window. */
  default boolean isEarly() {
    return false;
  }

  /** When a reading that came now makes an early result. */
  default long earlyDue(long now) {
    return Refinement.NEVER;
  }
}
