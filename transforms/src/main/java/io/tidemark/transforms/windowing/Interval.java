// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.io.Serializable;

/**
 * A half-open interval of event time, {@code [start, end)}.
 *
 * @param start first millisecond since 1970-01-01T00:00:00Z that is inside
 * @param end first millisecond after it; greater than {@code start}
 */
public record Interval(long start, long end) implements Serializable {
  /** Checks the order of the ends. */
  public Interval {
    if (start >= end) {
      throw new IllegalArgumentException(
          String.format("Interval(%s, %s): start must be before end", start, end));
    }
  }

  /** The last millisecond inside: what Beam calls the window's maximum timestamp. */
  public long maxTimestamp() {
    return end - 1;
  }

  /** Whether both have a millisecond in common. */
  public boolean overlaps(Interval other) {
    return start < other.end && other.start < end;
  }

  /** Whether the other one holds every millisecond of this. */
  public boolean within(Interval other) {
    return other.start <= start && end <= other.end;
  }

  /** The smallest interval that holds both. */
  public Interval span(Interval other) {
    return new Interval(Math.min(start, other.start), Math.max(end, other.end));
  }
}
