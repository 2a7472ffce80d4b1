// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.integration.Watched;
import io.tidemark.integration.Watched.Value;
import io.tidemark.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Alerts and lookups over tables. */
public class JdbcMonitoringTest {
  private static final List<String> RUNNERS = List.of("--runner=direct", "--runner=flink");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void alertsOfATableAreThoseOfTheFile() throws Exception {
    Path home = folder.newFolder().toPath();
    Watched watched = new Watched(home);
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS watched",
            "CREATE TABLE watched (sensor text, time timestamptz, temp double precision)");
    insert(watched.readings());

    for (String runner : RUNNERS) {
      Path output = home.resolve("alerts-of-table.jsonl");
      Run run =
          watched.alert(
              List.of(runner),
              "--input=" + Server.shared().address("watched"),
              "--output=" + output);

      assertThat(run.err(), run.exitCode(), equalTo(0));
      assertThat(
          runner,
          Files.readAllLines(output).stream().sorted().toList(),
          equalTo(watched.alertsOfTheFile(List.of(runner))));
    }
  }

  private static void insert(List<Value> readings) throws SQLException, java.io.IOException {
    try (Connection connection = Server.shared().connect();
        PreparedStatement row =
            connection.prepareStatement("INSERT INTO watched VALUES (?, ?, ?)")) {
      for (Value each : readings) {
        row.setString(1, "s" + each.sensor());
        row.setTimestamp(2, Timestamp.from(each.time()));
        row.setDouble(3, each.value());
        row.addBatch();
      }
      row.executeBatch();
    }
  }

  @Test
  public void requestsOfATableAreAnsweredFromAnotherIntoAThird() throws Exception {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS temperatures",
            "DROP TABLE IF EXISTS questions",
            "CREATE TABLE temperatures (station text, time timestamptz, temp double precision)",
            "INSERT INTO temperatures VALUES ('pier', '2026-01-01 09:00:00Z', 4.5),"
                + " ('dock', '2026-01-01 09:00:30Z', 5.5), ('pier', '2026-01-01 09:20:00Z', 4),"
                + " ('pier', '2026-01-01 09:10:00Z', 5)",
            "CREATE TABLE questions (id text, place text, at timestamptz)",
            "INSERT INTO questions VALUES ('r1', 'pier', '2026-01-01 09:15:00Z'),"
                + " ('r2', 'dock', '2026-01-01 09:15:00Z'),"
                + " ('r3', 'dock', '2026-01-01 08:30:00Z')");

    for (String runner : RUNNERS) {
      Server.shared().execute("DROP TABLE IF EXISTS answers");
      Run run =
          Run.line(
              folder.newFolder().toPath(),
              "lookup",
              "--table=" + Server.shared().address("temperatures"),
              "--key=station",
              "--value=temp",
              "--time=time",
              "--requests=" + Server.shared().address("questions"),
              "--requestKey=place",
              "--requestId=id",
              "--requestTime=at",
              "--answers=" + Server.shared().address("answers"),
              "--createTable",
              runner);

      assertThat(run.err(), run.exitCode(), equalTo(0));
      assertThat(
          runner,
          Server.shared().rows("SELECT id, key, outcome, value FROM answers ORDER BY id"),
          contains("r1,pier,FOUND,5", "r2,dock,FOUND,5.5", "r3,dock,NOT_FOUND,"));
    }
  }
}
