// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.beam.sdk.util.BackOff;
import org.apache.beam.sdk.util.BackOffUtils;
import org.apache.beam.sdk.util.FluentBackoff;
import org.apache.beam.sdk.util.Sleeper;
import org.joda.time.Duration;

/** Tries again what may pass, each time after about twice as long, for two minutes in all. */
final class Attempts {
  private static final FluentBackoff BACKOFF =
      FluentBackoff.DEFAULT
          .withExponent(2)
          .withInitialBackoff(Duration.millis(100))
          .withMaxBackoff(Duration.standardSeconds(10))
          .withMaxCumulativeBackoff(Duration.standardMinutes(2));

  /** Something that a database may fail at. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws SQLException;
  }

  private Attempts() {}

  /** Connects. */
  static Connection connect(Database database) throws SQLException, InterruptedException {
    return make(database::connect);
  }

  /**
   * Makes attempts until one is no transient failure.
   *
   * @throws SQLException of the last attempt
   */
  static <T> T make(Attempt<T> attempt) throws SQLException, InterruptedException {
    return make(attempt, () -> {});
  }

  /**
   * The same.
   *
   * @param again is told of each attempt but the first
   */
  static <T> T make(Attempt<T> attempt, Runnable again) throws SQLException, InterruptedException {
    BackOff backOff = BACKOFF.backoff();
    while (true) {
      try {
        return attempt.make();
      } catch (SQLException e) {
        if (SqlFailure.of(e) != SqlFailure.TRANSIENT
            || !BackOffUtils.next(Sleeper.DEFAULT, backOff)) {
          throw e;
        }
        again.run();
      }
    }
  }
}
