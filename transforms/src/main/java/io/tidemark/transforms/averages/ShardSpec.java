// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;

/**
 * What shards keep tables of, and what they have to know of readings without touching a table.
 *
 * @param <T> their tables
 */
interface ShardSpec<T extends ShardTable> extends Serializable {
  /** A table that does from now on what this says: the one that is known, or a new one for null. */
  T table(T known);

  Coder<T> tableCoder();

  /** Whether results are of windows in event time. */
  boolean needsTime();

  /** The earliest time that is not late whatever the table has; all that are may be its to say. */
  long firstInTime(long watermark);

  /** Whether a reading may be late, or change what has been emitted, so that it cannot wait. */
  boolean isUrgent(long time, long watermark);

  /** The watermark after which a reading that is not urgent has a result. */
  long dueAfter(long time, long watermark);

  /** The earliest end of results that are made at a watermark. */
  long settled(long watermark);

  /** Whether there are results before the end of a window. */
  boolean isEarly();

  /** When a reading that came now makes an early result. */
  long earlyDue(long now);
}
