// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.CountWindowing;
import java.time.Duration;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;

/**
 * What a count table is asked for: windows, lateness, statistics. It is not part of its state.
 *
 * <p>Each instance of a function has its own, and so has what it remembers of its tables.
 */
final class CountSpec implements ShardSpec<CountTable> {
  private static final long serialVersionUID = 1;
  private static final long FULL_INBOX = 1 << 20;

  private final CountWindowing windowing;
  private final long allowedLateness;
  private final Statistics statistics;
  private transient LastWindows lastWindows;

  CountSpec(CountWindowing windowing, Duration allowedLateness, Statistics statistics) {
    this.windowing = windowing;
    this.allowedLateness = allowedLateness.toMillis();
    this.statistics = statistics;
  }

  CountWindowing windowing() {
    return windowing;
  }

  /** In milliseconds. */
  long allowedLateness() {
    return allowedLateness;
  }

  Statistics statistics() {
    return statistics;
  }

  /** Those of all tables that follow this. */
  LastWindows lastWindows() {
    if (lastWindows == null) {
      lastWindows = new LastWindows();
    }
    return lastWindows;
  }

  @Override
  public CountTable table(CountTable known, MapState<RunPlace, ReadingRun> runs) {
    CountTable table = known == null ? new CountTable() : known;
    table.follow(this, runs);
    return table;
  }

  @Override
  public Coder<CountTable> tableCoder() {
    return CountTable.coder();
  }

  @Override
  public boolean needsTime() {
    return windowing.needsTime();
  }

  @Override
  public long load(TableSize size) {
    return size.series();
  }

  /** Readings take as much room in their runs: they go there when they are due, or very many. */
  @Override
  public long fullInbox(long load) {
    return FULL_INBOX;
  }

  @Override
  public long firstInTime(long watermark) {
    return watermark - allowedLateness;
  }

  @Override
  public boolean isUrgent(long time, long watermark) {
    return time < watermark;
  }

  @Override
  public long dueAfter(long time, long watermark) {
    return time;
  }
}
