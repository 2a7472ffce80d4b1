// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.Panes;
import io.tidemark.transforms.windowing.Windowing;
import java.io.Serializable;
import java.util.Objects;

/** What a pane table is asked for: windows, firing, statistics. It is not part of its state. */
final class TableSpec implements Serializable {
  private final Windowing windowing;
  private final Firing firing;
  private final Statistics statistics;
  private final Filling filling;
  private final Panes panes;
  private final long allowedLateness;
  private final long early;
  private final long gathering;
  private final boolean discarding;
  private final long longestGap;
  private transient SummaryCells cells;

  /** The windowing is one that has panes. */
  TableSpec(Windowing windowing, Firing firing, Statistics statistics) {
    this(windowing, firing, statistics, Filling.none());
  }

  TableSpec(Windowing windowing, Firing firing, Statistics statistics, Filling filling) {
    this.filling = filling;
    this.windowing = windowing;
    this.firing = firing;
    this.statistics = statistics;
    this.panes = windowing.panes().orElseThrow();
    this.allowedLateness = firing.allowedLateness().toMillis();
    this.early = firing.early().toMillis();
    this.gathering = firing.late().gathering().toMillis();
    this.longestGap = statistics.longestGap();
    this.discarding = firing.accumulation() == Accumulation.DISCARDING;
  }

  Windowing windowing() {
    return windowing;
  }

  Statistics statistics() {
    return statistics;
  }

  Filling filling() {
    return filling;
  }

  Panes panes() {
    return panes;
  }

  SummaryCells cells() {
    if (cells == null) {
      cells = new SummaryCells(statistics);
    }
    return cells;
  }

  /** See {@link Statistics#longestGap}. */
  long longestGap() {
    return longestGap;
  }

  /** Whether there are results before the end of a window. */
  boolean isEarly() {
    return early > 0;
  }

  /** Whether a result says only what is new since the one before. */
  boolean isDiscarding() {
    return discarding;
  }

  /** When a reading that came now makes an early result. */
  long earlyDue(long now) {
    return now + early;
  }

  /** When a reading that came now makes a late result; {@link Refinement#AT_ONCE} for no delay. */
  long lateDue(long now) {
    return gathering == 0 ? Refinement.AT_ONCE : now + gathering;
  }

  /** The first end of a window that a watermark leaves open. */
  long openEnd(long watermark) {
    return watermark >= Panes.END_OF_TIME ? Panes.NONE : watermark - allowedLateness + 1;
  }

  /** The earliest time that is not late: it has a window that a watermark leaves open. */
  long firstInTime(long watermark) {
    if (!windowing.needsTime()) {
      return Long.MIN_VALUE; // the global window takes readings to the end
    }
    long openEnd = openEnd(watermark);
    return openEnd == Panes.NONE ? Panes.NONE : panes.firstWithEnd(openEnd);
  }

  /** Whether a reading that is not late belongs to a window that has ended. */
  boolean isBehind(long time, long watermark) {
    return panes.endAfter(panes.start(time), openEnd(watermark) - 1) <= watermark;
  }

  /** The last watermark that leaves a window of that end open. */
  long closing(long end) {
    return end >= Panes.END_OF_TIME ? Panes.END_OF_TIME : end - 1 + allowedLateness;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableSpec that
        && windowing.equals(that.windowing)
        && firing.equals(that.firing)
        && statistics.equals(that.statistics)
        && filling.equals(that.filling);
  }

  @Override
  public int hashCode() {
    return Objects.hash(windowing, firing, statistics, filling);
  }
}
