// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryCells;
import java.util.Optional;

/**
 * The summary of a window that slides over the panes of a row, at a cost that does not depend on
 * how many panes the window has: it is that of the window before, with the panes that came, without
 * those that left.
 *
 * <p>Whoever changes a pane has to {@link #forget} it.
 */
abstract class SlidingSummary {
  private static final long NOWHERE = Long.MIN_VALUE;

  // Those of the panes from `from` to `to` are in it.
  private long from = NOWHERE;
  private long to = NOWHERE;

  /** One for panes in cells, or for any. */
  static SlidingSummary of(SummaryCells cells, boolean wide) {
    return wide ? new SlidingPanes(cells) : new SlidingCells(cells);
  }

  /**
   * The summary of the panes of a window; empty where it cannot be told this way. The next one
   * asked for is expected to be later.
   */
  final Optional<Summary> slideTo(PaneRow row, long start, long end) {
    if (start < from || to <= start || end < to) {
      from = start;
      to = start;
      startAt(start);
    }
    leave(row, row.panesBefore(from), row.panesBefore(start));
    from = start;
    int first = row.panesBefore(to);
    int after = row.panesBefore(end);
    for (int i = first; i < after; i++) {
      if (!comes(row, i)) {
        forgetAll();
        return Optional.empty();
      }
    }
    to = end;
    return Optional.of(summary(row, start, end, after - first));
  }

  private void leave(PaneRow row, int first, int after) {
    for (int i = first; i < after; i++) {
      leaves(row, i);
    }
  }

  /** No pane is in it any more; the next one is not before the start. */
  abstract void startAt(long start);

  /** The next pane comes; whether there is room for it. */
  abstract boolean comes(PaneRow row, int i);

  /** The oldest pane leaves. */
  abstract void leaves(PaneRow row, int i);

  /**
   * The summary of what is in it.
   *
   * @param came how many panes have come since the last one
   */
  abstract Summary summary(PaneRow row, long start, long end, int came);

  /** A pane changes. */
  final void forget(long pane) {
    if (from <= pane && pane < to) {
      forgetAll();
    }
  }

  private void forgetAll() {
    from = NOWHERE;
    to = NOWHERE;
  }

  /** The oldest panes are about to leave the row. */
  final void removeFirst(PaneRow row, int count) {
    int first = row.panesBefore(from);
    int after = Math.min(count, row.panesBefore(to));
    if (first < after) {
      leave(row, first, after);
      from = row.pane(after - 1) + 1;
    }
  }
}
