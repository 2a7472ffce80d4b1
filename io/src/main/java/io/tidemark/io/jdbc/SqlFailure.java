// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What a failure of a database means for what was tried. */
enum SqlFailure {
  /** It may pass: the connection, the server or a conflict with others. */
  TRANSIENT,
  /** The table refuses a value, today and tomorrow. */
  REFUSED,
  /** Nothing will go until somebody mends it. */
  PERMANENT;

  /**
   * Classes of SQLSTATE: connection, transaction rolled back, insufficient resources, operator
   * intervention.
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "57");

  /**
   * Data exception, constraint violation; cardinality violation, which a statement of several rows
   * has when two of them have one key, and each of them alone has not.
   */
  private static final Set<String> REFUSING = Set.of("21", "22", "23");

  /** H2 for a connection that is broken, and for a database that is closed. */
  private static final Set<String> CLOSED = Set.of("90067", "90098", "90121");

  private static final String DUPLICATE = "23505";

  /** PostgreSQL's driver for a password that is asked for and was not given. */
  private static final String REJECTED = "08004";

  private static final Set<String> NO_TABLE =
      Set.of("42P01", "42S02", "42S03", "42S04", "3F000", "90079");

  static SqlFailure of(SQLException failure) {
    SQLException first = innermost(failure);
    String state = String.valueOf(first.getSQLState());
    String category = state.substring(0, Math.min(2, state.length()));
    if (first instanceof SQLTransientException
        || first instanceof SQLRecoverableException
        || PASSING.contains(category)
        || CLOSED.contains(state)) {
      return TRANSIENT;
    }
    return REFUSING.contains(category) ? REFUSED : PERMANENT;
  }

  /** Whether it says that there is another row with such a key. */
  static boolean isDuplicate(SQLException failure) {
    return DUPLICATE.equals(innermost(failure).getSQLState());
  }

  /** Whether it says that a table is not there, or says nothing. */
  static boolean isNoTable(SQLException failure) {
    return failure.getSQLState() == null || NO_TABLE.contains(failure.getSQLState());
  }

  /** Whether it says that the user or the password is wrong or missing. */
  static boolean isAboutUser(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return state.startsWith("28") || state.equals(REJECTED);
  }

  /** The failure itself: of a batch, that of the statement that failed. */
  static SQLException innermost(SQLException failure) {
    SQLException first = failure;
    while (first instanceof BatchUpdateException && first.getNextException() != null) {
      first = first.getNextException();
    }
    return first;
  }
}
