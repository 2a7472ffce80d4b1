// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** DuckDB in this process, with as many threads as there are cores, which is its default. */
final class DuckDbMeans {
  private DuckDbMeans() {}

  static void run(Dataset dataset, Path input, Means means) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query(dataset, input))) {
      while (rows.next()) {
        means.add(rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getDouble(4));
      }
    }
  }

  /** The types are given: it need not look at the file to guess them. */
  private static String query(Dataset dataset, Path input) {
    String start = dataset.isHourly() ? "time - time % " + Dataset.HOUR : "0";
    String time = dataset.isHourly() ? "'time': 'BIGINT', " : "";
    return String.format(
        "SELECT %2$s, %1$s AS start, count(*), avg(%3$s) FROM read_csv('%4$s', delim='%5$s',"
            + " header=false, quote='', auto_detect=false,"
            + " columns={%6$s'%2$s': 'VARCHAR', '%3$s': 'DOUBLE'}) GROUP BY ALL",
        start, dataset.key(), dataset.value(), input, dataset.delimiter(), time);
  }
}
