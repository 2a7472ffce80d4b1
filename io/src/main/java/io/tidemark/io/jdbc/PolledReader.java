// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.live.Feed;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Polls a table that grows. */
final class PolledReader implements Feed.Reader<PollPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(PolledReader.class);

  private static final int MOST = 4096;
  private static final long FIRST_PAUSE = 100;
  private static final long LONGEST_PAUSE = 10_000;

  private final TableInput input;
  private final long interval;
  private final Clock clock;
  private final PollProgress progress;
  private final RowDecoder decoder;
  private Connection connection;
  private PreparedStatement select;
  private RowReader rows;
  private long nextQuery = Long.MIN_VALUE;
  private long pause;

  PolledReader(TableInput input, Duration interval, Clock clock, PollPosition from) {
    this.input = input;
    this.interval = interval.toMillis();
    this.clock = clock;
    this.progress = new PollProgress(from);
    this.decoder = new RowDecoder(input.schema());
  }

  @Override
  public boolean poll(Feed.Output out) throws IOException {
    if (rows == null && clock.millis() < nextQuery) {
      return false;
    }
    int count = 0;
    try {
      if (rows == null) {
        startQuery();
      }
      while (count < MOST && rows.next()) {
        count += read(out) ? 1 : 0;
      }
      if (count < MOST) {
        endQuery();
      }
      pause = 0;
    } catch (SQLException e) {
      fail(e);
    }
    return count > 0;
  }

  private void startQuery() throws SQLException {
    nextQuery = clock.millis() + interval;
    if (connection == null) {
      connection = input.database().connect();
    }
    select = input.query(connection).selectFrom(connection, progress.startQuery());
    rows = new RowReader(input, select.executeQuery());
  }

  /** Reads a row, and hands it over if it is new. */
  private boolean read(Feed.Output out) {
    ColumnValue position = rows.position();
    if (position.isEndless()) {
      throw input.problem(
          String.format(
              "a row has %s in '%s': nothing grows from there",
              position.text(), input.partitionColumn()),
          null);
    }
    if (!progress.isNew(position, rows.content())) {
      return false;
    }
    out.add(input.name(), decoder.decode(rows));
    return true;
  }

  private void endQuery() throws SQLException {
    rows.close();
    rows = null;
    select.close();
    connection.commit();
    // To read the columns of the table anew, which is a query of its own.
    connection.setAutoCommit(true);
  }

  /** Waits a while before the next attempt, if one can help. */
  private void fail(SQLException failure) {
    abandon();
    if (SqlFailure.of(failure) != SqlFailure.TRANSIENT) {
      throw input.failed(failure);
    }
    if (pause == 0) {
      LOG.warn("{}: {}; trying again", input.name(), input.database().describe(failure));
    }
    pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause));
    nextQuery = clock.millis() + (long) (pause * (0.5 + Math.random()));
  }

  /** Forgets the connection; the rows that were read are known. */
  private void abandon() {
    rows = null;
    select = null;
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("a connection that is given up does not close", e);
    }
    connection = null;
  }

  @Override
  public List<String> partitions() {
    return List.of(input.name());
  }

  @Override
  public PollPosition position() {
    return progress.position();
  }

  @Override
  public void close() {
    abandon();
  }
}
