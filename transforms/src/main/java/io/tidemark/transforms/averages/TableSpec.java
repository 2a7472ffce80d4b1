// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.Panes;
import io.tidemark.transforms.windowing.Windowing;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;

/** What a pane table is asked for: windows, firing, statistics. It is not part of its state. */
final class TableSpec implements ShardSpec<PaneTable> {
  private static final int FULL_INBOX = 1 << 14;
  private static final int READINGS_PER_SERIES = 4;

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
  private final long lookahead;
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
    this.lookahead = statistics.lookahead();
    this.discarding = firing.accumulation() == Accumulation.DISCARDING;
  }

  /** A table is not written again for fewer readings than these, nor than four for each series. */
  static long fullInboxOf(long series) {
    return Math.max(FULL_INBOX, READINGS_PER_SERIES * series);
  }

  @Override
  public long load(TableSize size) {
    return size.series();
  }

  @Override
  public long fullInbox(long load) {
    return fullInboxOf(load);
  }

  @Override
  public PaneTable table(PaneTable known, MapState<RunPlace, ReadingRun> runs) {
    if (known == null) {
      return new PaneTable(this);
    }
    known.follow(this);
    return known;
  }

  @Override
  public Coder<PaneTable> tableCoder() {
    return new PaneTableCoder(statistics);
  }

  @Override
  public boolean needsTime() {
    return windowing.needsTime();
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

  @Override
  public boolean isEarly() {
    return early > 0;
  }

  /** Whether a result says only what is new since the one before. */
  boolean isDiscarding() {
    return discarding;
  }

  @Override
  public long earlyDue(long now) {
    return now + early;
  }

  /** When a reading that came now makes a late result; {@link Refinement#AT_ONCE} for no delay. */
  long lateDue(long now) {
    return gathering == 0 ? Refinement.AT_ONCE : now + gathering;
  }

  /** See {@link Statistics#lookahead}. */
  long lookahead() {
    return lookahead;
  }

  /**
   * Windows that end by it are settled at a watermark: readings after them are known as far as they
   * may count.
   */
  @Override
  public long settled(long watermark) {
    return watermark >= Panes.END_OF_TIME ? watermark : watermark - lookahead;
  }

  /** The watermark at which windows are settled that end by a time. */
  long settling(long end) {
    return end >= Times.END ? end : end + lookahead;
  }

  /**
   * The first end of a window that is open. One that is not settled is, even if its lateness has
   * passed: then a reading that other windows let in is in it.
   */
  long openEnd(long settled) {
    return settled >= Panes.END_OF_TIME
        ? Panes.NONE
        : settled - Math.max(0, allowedLateness - lookahead) + 1;
  }

  /** The earliest time that is not late: it has a window that a watermark leaves open. */
  @Override
  public long firstInTime(long watermark) {
    if (!windowing.needsTime()) {
      return Long.MIN_VALUE; // the global window takes readings to the end
    }
    return watermark >= Panes.END_OF_TIME
        ? Panes.NONE
        : panes.firstWithEnd(watermark - allowedLateness + 1);
  }

  /** Whether a reading that is not late may count for a window that is settled. */
  boolean isBehind(long time, long settled) {
    return panes.endAfter(panes.start(time), openEnd(settled) - 1) <= settled
        || (lookahead > 0 && time - lookahead < settled);
  }

  @Override
  public boolean isUrgent(long time, long watermark) {
    return isBehind(time, settled(watermark));
  }

  @Override
  public long dueAfter(long time, long watermark) {
    return settling(panes.endAfter(panes.start(time), settled(watermark)) - 1);
  }

  /** The last end of settled windows that leaves one of that end open. */
  long closing(long end) {
    return end >= Panes.END_OF_TIME
        ? Panes.END_OF_TIME
        : end - 1 + Math.max(0, allowedLateness - lookahead);
  }

  /** The windows. */
  @Override
  public String toString() {
    return windowing.toString();
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
