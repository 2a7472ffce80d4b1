// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import org.joda.time.Instant;

/**
 * The readings of a bundle, as they come, on their way to what a {@link ReadingFold} makes of them.
 *
 * <ul>
 *   <li>A series keeps its number for good, also after {@link #emit}.
 *   <li>Not safe for use by several threads at once.
 * </ul>
 */
public interface Folding<T> {
  /** The number of a series by its bytes, for {@link #add}. */
  int seriesOf(byte[] key);

  /** The number of a series of a block. */
  int seriesOf(ReadingBlock block, int index);

  /**
   * Adds a reading; there must be room for it.
   *
   * @param series what {@link #seriesOf} returned
   * @param time event time in milliseconds since 1970
   * @param value any double
   */
  void add(int series, long time, double value);

  /** Whether there is no room for another reading. */
  boolean isFull();

  /** Whether there is no reading. */
  boolean isEmpty();

  /** Emits what has become of all readings so far, if there are any; there are none afterwards. */
  void emit(Output<T> out);

  /** Takes what has become of readings. */
  interface Output<T> {
    /** One element and its timestamp. */
    void emit(T element, Instant timestamp);
  }
}
