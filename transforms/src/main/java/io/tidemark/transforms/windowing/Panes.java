// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.io.Serializable;

/**
 * How windows are made of panes: the longest intervals of event time that no window parts.
 *
 * <pre>{@code
 * Panes panes = Windowing.parse("sliding:1h/10m").panes().orElseThrow();
 * long pane = panes.start(-1L); // -600000: the ten minutes before 1970
 * long first = panes.endAfter(pane, Long.MIN_VALUE); // 0: its windows end at 0, 600000...
 * long last = panes.lastEnd(pane); // 3000000
 * }</pre>
 *
 * <p>Every window is a run of panes, and every reading is in one. A pane is known by its start, and
 * a window by its end. All times are in milliseconds since 1970.
 */
public interface Panes extends Serializable {
  /** In place of an end: there is none. */
  long NONE = Long.MAX_VALUE;

  /** Where the one window of everything ends: after all time. */
  long END_OF_TIME = Long.MAX_VALUE - 1;

  /** The start of the pane of a time. */
  long start(long time);

  /** The end of a pane, the start of the next. */
  long end(long pane);

  /** The first end of a pane's windows that is after a time; {@link #NONE} if all are not. */
  long endAfter(long pane, long time);

  /** The last end of a pane's windows. */
  long lastEnd(long pane);

  /** The start of the window that ends there. */
  long windowStart(long end);

  /** The earliest time that belongs to a window of that end or a later one. */
  long firstWithEnd(long end);
}
