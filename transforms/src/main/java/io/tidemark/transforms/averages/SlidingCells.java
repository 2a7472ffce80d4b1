// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryCells;

/**
 * A window that slides over panes in cells.
 *
 * <p>Sums are added and subtracted. Extremes and first and last readings cannot be taken away: the
 * panes of a window are two stacks. Of the older ones the extremes are known from each pane on up
 * to the last of them, of the newer ones those of all together; when no older one is left, the
 * newer become the older. Source: the queue of two stacks; K. Tangwongsan, M. Hirzel, S. Schneider,
 * "Low-latency sliding-window aggregation in worst-case constant time", 2017.
 */
final class SlidingCells extends SlidingSummary {
  private final SummaryCells cells;
  private final long[] sum; // a cell

  private long[] older = {}; // the extremes from each of the older panes on
  private int olderCount;
  private long olderTo; // the newer panes begin here
  private final long[] newer; // the extremes of them

  SlidingCells(SummaryCells cells) {
    this.cells = cells;
    this.sum = new long[cells.width()];
    this.newer = new long[cells.endsWidth()];
  }

  @Override
  void startAt(long start) {
    cells.clear(sum, 0);
    startNewer(start);
  }

  /** There is no room where the sum does not fit into a cell. */
  @Override
  boolean comes(PaneRow row, int i) {
    return cells.addSums(sum, 0, row.words(), row.at(i));
  }

  @Override
  void leaves(PaneRow row, int i) {
    cells.subtractSums(sum, 0, row.words(), row.at(i));
  }

  @Override
  Summary summary(PaneRow row, long start, long end, int came) {
    if (!cells.isRemovable()) {
      includeEnds(row, start, end, came);
    }
    return cells.summary(sum, 0);
  }

  /** Makes the extremes of the cell those of the window, to which some panes have come. */
  private void includeEnds(PaneRow row, long start, long end, int came) {
    int after = row.panesBefore(end);
    for (int i = after - came; i < after; i++) {
      cells.includeEnds(newer, cells.endsAt(0), row.words(), row.at(i));
    }
    int first = row.panesBefore(start);
    if (row.panesBefore(olderTo) <= first) {
      makeOlder(row, first, after);
      startNewer(end);
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
  }

  private void startNewer(long start) {
    olderTo = start;
    cells.clearEnds(newer, cells.endsAt(0));
  }
}
