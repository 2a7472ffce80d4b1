// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.MovingAccumulator;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryCells;

/** A window that slides over panes some of which are wide. */
final class SlidingPanes extends SlidingSummary {
  private final SummaryCells cells;
  private MovingAccumulator moving;

  SlidingPanes(SummaryCells cells) {
    this.cells = cells;
  }

  @Override
  void startAt(long start) {
    moving = cells.movingAccumulator();
  }

  @Override
  boolean comes(PaneRow row, int i) {
    moving.append(row.accumulator(cells, i));
    return true;
  }

  @Override
  void leaves(PaneRow row, int i) {
    moving.removeOldest(row.accumulator(cells, i));
  }

  @Override
  Summary summary(PaneRow row, long start, long end, int came) {
    return row.edges(cells, start, end).map(moving::summary).orElseGet(moving::summary);
  }
}
