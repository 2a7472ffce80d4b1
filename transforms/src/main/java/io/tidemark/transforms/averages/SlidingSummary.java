// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryCells;
import java.util.Optional;

/**
 * The summary of a window that slides over the panes of a row, at a cost that does not depend on
 * how many panes the window has.
 *
 * <p>Sums are those of the window before, plus the panes that came, minus those that left. Extremes
 * and first and last readings cannot be taken away: the panes of a window are two stacks. Of the
 * older ones the extremes are known from each pane on up to the last of them, of the newer ones
 * those of all together; when no older one is left, the newer become the older. Source: the queue
 * of two stacks; K. Tangwongsan, M. Hirzel, S. Schneider, "Low-latency sliding-window aggregation
 * in worst-case constant time", 2017.
 *
 * <p>Whoever changes a pane has to {@link #forget} it.
 */
final class SlidingSummary {
  private static final long NOWHERE = Long.MIN_VALUE;

  private final SummaryCells cells;
  private final long[] sum; // a cell: the sums of the panes from `from` to `to`
  private long from = NOWHERE;
  private long to = NOWHERE;

  private long[] older = {}; // the extremes from each of the older panes on
  private int olderCount;
  private long olderTo; // the newer panes begin here
  private final long[] newer; // the extremes of them

  SlidingSummary(SummaryCells cells) {
    this.cells = cells;
    this.sum = new long[cells.width()];
    this.newer = new long[cells.endsWidth()];
  }

  /**
   * The summary of the panes of a window, none of which is wide; empty where their sums do not fit
   * into a cell. The next one asked for is expected to be later.
   */
  Optional<Summary> slideTo(PaneRow row, long start, long end) {
    if (start < from || to <= start || end < to) {
      startAt(start);
    }
    subtract(row, row.panesBefore(from), row.panesBefore(start));
    from = start;
    int first = row.panesBefore(to);
    int after = row.panesBefore(end);
    for (int i = first; i < after; i++) {
      if (!cells.addSums(sum, 0, row.words(), row.at(i))) {
        forgetAll();
        return Optional.empty();
      }
    }
    to = end;
    if (!cells.isRemovable()) {
      includeEnds(row, first, after);
    }
    return Optional.of(cells.summary(sum, 0));
  }

  private void startAt(long start) {
    cells.clear(sum, 0);
    from = start;
    to = start;
    startNewer(start);
  }

  private void subtract(PaneRow row, int first, int after) {
    for (int i = first; i < after; i++) {
      cells.subtractSums(sum, 0, row.words(), row.at(i));
    }
  }

  /** Makes the extremes of the cell those of the window, to which some panes have come. */
  private void includeEnds(PaneRow row, int firstCome, int after) {
    for (int i = firstCome; i < after; i++) {
      cells.includeEnds(newer, cells.endsAt(0), row.words(), row.at(i));
    }
    int first = row.panesBefore(from);
    if (row.panesBefore(olderTo) <= first) {
      makeOlder(row, first, after);
    }
    int left = row.panesBefore(olderTo) - first;
    cells.clearEnds(sum, 0);
    cells.includeEnds(sum, 0, older, cells.endsAt(olderCount - left));
    cells.includeEnds(sum, 0, newer, cells.endsAt(0));
  }

  private void makeOlder(PaneRow row, int first, int after) {
    olderCount = after - first;
    int longs = olderCount * cells.endsWidth();
    older = older.length < longs ? new long[longs + longs / 2] : older;
    for (int i = olderCount - 1; i >= 0; i--) {
      cells.clearEnds(older, cells.endsAt(i));
      cells.includeEnds(older, cells.endsAt(i), row.words(), row.at(first + i));
      if (i < olderCount - 1) {
        cells.includeEnds(older, cells.endsAt(i), older, cells.endsAt(i + 1));
      }
    }
    startNewer(to);
  }

  private void startNewer(long start) {
    olderTo = start;
    cells.clearEnds(newer, cells.endsAt(0));
  }

  /** A pane changes. */
  void forget(long pane) {
    if (from <= pane && pane < to) {
      forgetAll();
    }
  }

  private void forgetAll() {
    from = NOWHERE;
    to = NOWHERE;
  }

  /** The oldest panes are about to leave the row. */
  void removeFirst(PaneRow row, int count) {
    int first = row.panesBefore(from);
    int after = Math.min(count, row.panesBefore(to));
    if (first < after) {
      subtract(row, first, after);
      from = row.pane(after - 1) + 1;
    }
  }
}
