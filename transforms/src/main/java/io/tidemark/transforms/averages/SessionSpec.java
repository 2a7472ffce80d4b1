// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.SessionWindowing;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;

/**
 * What a session table is asked for: gap, lateness, statistics. It is not part of its state.
 *
 * <p>Results are due as the watermark passes the end of a session, and then with each block of
 * readings that change it.
 */
final class SessionSpec implements ShardSpec<SessionTable> {
  private static final long serialVersionUID = 1;

  private final long gap;
  private final long allowedLateness;
  private final boolean discarding;
  private final Statistics statistics;
  private transient SummaryCells cells;

  SessionSpec(SessionWindowing windowing, Firing firing, Statistics statistics) {
    this.gap = windowing.gap();
    this.allowedLateness = firing.allowedLateness().toMillis();
    this.discarding = firing.accumulation() == Accumulation.DISCARDING;
    this.statistics = statistics;
  }

  /** In milliseconds. */
  long gap() {
    return gap;
  }

  /** Whether a result says only what is new since the one before. */
  boolean isDiscarding() {
    return discarding;
  }

  SummaryCells cells() {
    if (cells == null) {
      cells = new SummaryCells(statistics);
    }
    return cells;
  }

  /** The end of the earliest session that a watermark leaves open. */
  long openEnd(long watermark) {
    return watermark - allowedLateness + 1;
  }

  /** The last watermark that leaves a session of that end open. */
  long closing(long end) {
    return end - 1 + allowedLateness;
  }

  @Override
  public SessionTable table(SessionTable known, MapState<RunPlace, ReadingRun> runs) {
    SessionTable table = known == null ? new SessionTable(Times.NONE) : known;
    table.follow(this);
    return table;
  }

  @Override
  public Coder<SessionTable> tableCoder() {
    return new SessionTableCoder(statistics);
  }

  @Override
  public boolean needsTime() {
    return true;
  }

  /** Of bounded input a series may have very many. */
  @Override
  public long load(TableSize size) {
    return size.panes();
  }

  @Override
  public long fullInbox(long load) {
    return TableSpec.fullInboxOf(load);
  }

  /** A reading that would be late alone may join a session that is open. */
  @Override
  public long firstInTime(long watermark) {
    return Long.MIN_VALUE;
  }

  @Override
  public boolean isUrgent(long time, long watermark) {
    return time + gap <= watermark;
  }

  @Override
  public long dueAfter(long time, long watermark) {
    return time + gap - 1;
  }
}
