// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.Panes;
import java.util.Optional;

/**
 * The open sessions of the series of a shard.
 *
 * <p>A reading joins the sessions that its own interval overlaps, as long as they are open; it is
 * late if there are none and its own would be closed. A session that grows is a window of its own,
 * whose results begin with revision 0. A series without open sessions leaves the table.
 */
final class SessionTable extends ShardTable {
  private final SeriesRows<SessionRow> rows = new SeriesRows<>();
  private SessionSpec spec; // null until it is followed
  private SummaryCells cells;
  private long settled; // all that ended by it has been emitted
  private long nextEnd = Panes.NONE; // of a session that has not ended
  private long nextClosing = Panes.NONE; // the last watermark that leaves all sessions open

  SessionTable(long settled) {
    this.settled = settled;
  }

  /** From now on this spec says what is done; of another one gap and statistics are equal. */
  void follow(SessionSpec newSpec) {
    if (newSpec == spec) {
      return;
    }
    spec = newSpec;
    cells = newSpec.cells();
    nextEnd = Panes.NONE;
    nextClosing = Panes.NONE;
    for (SessionRow row : rows) {
      row.sessions().forEach(this::await);
    }
  }

  /** All sessions that ended by it have had their results. */
  long settled() {
    return settled;
  }

  SeriesRows<SessionRow> rows() {
    return rows;
  }

  /** Puts a row that is not there yet. */
  void put(SessionRow row) {
    rows.add(row);
  }

  private void await(Session session) {
    if (session.end() > settled) {
      nextEnd = Math.min(nextEnd, session.end());
    }
    nextClosing = Math.min(nextClosing, spec.closing(session.end()));
  }

  @Override
  void add(Arrival arrival, Output out) {
    advance(arrival.watermark(), out);
    ReadingBlock block = arrival.input().readings().orElseThrow();
    SessionRow[] rowOf = new SessionRow[block.seriesCount()];
    for (int i = 0; i < rowOf.length; i++) {
      rowOf[i] = row(block.key(i), block.keyHash(i));
    }
    boolean urgent = spec.isUrgent(block.earliest(), settled);
    for (int i = 0; i < block.size(); i++) {
      SessionRow row = rowOf[block.series(i)];
      long time = block.time(i);
      Optional<Session> joined = row.join(cells, time, time + spec.gap(), spec.openEnd(settled));
      if (joined.isEmpty()) {
        out.late(row.key(), Reading.of(time, block.value(i)), arrival.watermark());
        continue;
      }
      Session session = joined.get();
      session.add(cells, time, block.value(i));
      await(session);
      if (urgent) {
        session.changed();
      }
    }
    if (urgent) {
      for (SessionRow row : rowOf) {
        fireChanged(row, out);
      }
      rows.removeEmpty();
    }
  }

  private SessionRow row(byte[] key, long keyHash) {
    SessionRow row = rows.find(key, keyHash);
    if (row == null) {
      row = new SessionRow(key, keyHash);
      rows.add(row);
    }
    return row;
  }

  private void fireChanged(SessionRow row, Output out) {
    for (Session session : row.sessions()) {
      if (session.takeDue() && session.end() <= settled) {
        emit(row, session, Timing.LATE, out);
      }
    }
  }

  private void emit(SessionRow row, Session session, Timing timing, Output out) {
    out.emit(
        row.key(),
        session.start(),
        session.end(),
        timing,
        session.emitted(),
        session.summary(cells));
    session.emit();
    if (spec.isDiscarding()) {
      session.clear(cells);
    }
  }

  @Override
  void advance(long watermark, Output out) {
    if (watermark <= settled) {
      return;
    }
    long before = settled;
    settled = watermark;
    if (watermark < nextEnd && watermark <= nextClosing) {
      return;
    }
    nextEnd = Panes.NONE;
    nextClosing = Panes.NONE;
    for (SessionRow row : rows) {
      for (Session session : row.sessions()) {
        if (before < session.end() && session.end() <= watermark) {
          emit(row, session, Timing.ON_TIME, out);
        }
      }
      row.sessions().removeIf(session -> spec.closing(session.end()) < watermark);
      row.sessions().forEach(this::await);
    }
    rows.removeEmpty();
  }

  @Override
  long nextWatermark() {
    return Math.min(nextEnd == Panes.NONE ? Panes.NONE : nextEnd - 1, nextClosing);
  }

  @Override
  TableSize size() {
    long sessions = 0;
    long bytes = 0;
    for (SessionRow row : rows) {
      bytes += row.key().length;
      for (Session session : row.sessions()) {
        sessions++;
        bytes += session.bytes();
      }
    }
    return new TableSize(rows.size(), sessions, bytes);
  }

  @Override
  boolean isEmpty() {
    return rows.size() == 0;
  }
}
