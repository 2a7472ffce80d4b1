// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryCells;

/**
 * One session of a series, and its readings: in a cell, or in an accumulator if they do not fit.
 */
final class Session {
  private long start;
  private long end;
  private long emitted;
  private boolean due;
  private final long[] cell;
  private SummaryAccumulator wide; // null while the cell is enough

  /** One without readings. */
  Session(long start, long end, SummaryCells cells) {
    this(start, end, 0, new long[cells.width()], null);
    cells.clear(cell, 0);
  }

  /**
   * A session as it was kept.
   *
   * @param emitted how many results it has had since it is from {@code start} to {@code end}
   * @param wide null if the cell is enough
   */
  Session(long start, long end, long emitted, long[] cell, SummaryAccumulator wide) {
    this.start = start;
    this.end = end;
    this.emitted = emitted;
    this.cell = cell;
    this.wide = wide;
  }

  long start() {
    return start;
  }

  long end() {
    return end;
  }

  /** How many results it has had: the revision of the next one. */
  long emitted() {
    return emitted;
  }

  long[] cell() {
    return cell;
  }

  /** What it has instead of a cell; null if the cell is enough. */
  SummaryAccumulator wide() {
    return wide;
  }

  /** About what its readings take in memory. */
  long bytes() {
    return Long.BYTES * (3L + cell.length) + (wide == null ? 0 : wide.bytes());
  }

  /** Adds a reading, which is inside. */
  void add(SummaryCells cells, long time, double value) {
    if (wide != null) {
      wide.add(time, value);
    } else if (!cells.add(cell, 0, time, value)) {
      widen(cells);
      wide.add(time, value);
    }
  }

  /** Makes it hold another interval, too; if it grows, it is another window. */
  void span(long otherStart, long otherEnd) {
    if (otherStart < start || otherEnd > end) {
      start = Math.min(start, otherStart);
      end = Math.max(end, otherEnd);
      emitted = 0;
    }
  }

  /** Takes all of another one, and holds its interval, too. */
  void merge(SummaryCells cells, Session other) {
    span(other.start, other.end);
    if (wide == null && other.wide == null && cells.addSums(cell, 0, other.cell, 0)) {
      cells.includeEnds(cell, 0, other.cell, 0);
    } else {
      widen(cells);
      wide.merge(other.wide == null ? cells.accumulator(other.cell, 0) : other.wide);
    }
  }

  private void widen(SummaryCells cells) {
    if (wide == null) {
      wide = cells.accumulator(cell, 0);
    }
  }

  /** It has readings behind the watermark that no result has. */
  void changed() {
    due = true;
  }

  /** Whether it has {@link #changed} since the last call. */
  boolean takeDue() {
    boolean was = due;
    due = false;
    return was;
  }

  Summary summary(SummaryCells cells) {
    return wide == null ? cells.summary(cell, 0) : wide.summary();
  }

  /** A result was emitted. */
  void emit() {
    emitted++;
  }

  /** From now on only new readings count. */
  void clear(SummaryCells cells) {
    cells.clear(cell, 0);
    wide = null;
  }
}
