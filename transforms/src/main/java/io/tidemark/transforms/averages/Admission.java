// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.windowing.Interval;
import io.tidemark.transforms.windowing.Windowing;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * The lateness decision: a reading is late when every window it belongs to has closed, that is,
 * when {@code window.maxTimestamp + allowedLateness < watermark} holds for all of them.
 *
 * @param windowing where readings belong
 * @param allowedLateness in milliseconds
 */
record Admission(Windowing windowing, long allowedLateness) implements Serializable {
  /** The end of the earliest window that a watermark leaves open. */
  long openEnd(long watermark) {
    return watermark - allowedLateness + 1;
  }

  /** The windows of a reading, open or not. */
  Interval all(long time) {
    List<Interval> windows = windowing.windows(time);
    return windows.isEmpty()
        ? new Interval(time, time + 1)
        : windows.get(0).span(windows.get(windows.size() - 1));
  }

  /**
   * The windows that are open to a reading.
   *
   * @return {@link Admitted#open}; empty if the reading is late
   */
  Optional<Interval> admit(long time, long watermark) {
    if (!windowing.needsTime()) {
      return Optional.of(all(time)); // the global window never closes
    }
    long openEnd = openEnd(watermark);
    List<Interval> windows = windowing.windows(time);
    return windows.stream()
        .filter(window -> window.end() >= openEnd)
        .findFirst()
        .map(first -> first.span(windows.get(windows.size() - 1)));
  }

  /** The same for sessions: the session that the reading makes or joins, if that one is open. */
  Optional<Interval> admit(long time, long watermark, OpenSessions sessions) {
    Interval joined = sessions.joined(windowing.windows(time).get(0));
    return Optional.of(joined).filter(session -> session.end() >= openEnd(watermark));
  }
}
