// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.lookup.LookupPipeline;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Requests are rows of a table of a database, and answers too; stations are known by their place.
 */
public class LookupTablesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void rowsAskAndAreAnswered() throws Exception {
    Path readings = folder.getRoot().toPath().resolve("readings.jsonl");
    Files.write(
        readings,
        List.of(
            "{\"lat\":57.64911,\"lon\":10.40744,\"time\":\"2026-01-01T09:00:00Z\",\"temp\":4.5}",
            "{\"lat\":57.64912,\"lon\":10.40745,\"time\":\"2026-01-01T10:00:00Z\",\"temp\":5.5}"));
    String database = "jdbc:h2:" + folder.getRoot().toPath().resolve("db");
    execute(
        database,
        "CREATE TABLE requests (id INT, lat DOUBLE PRECISION, lon DOUBLE PRECISION,"
            + " as_of TIMESTAMP WITH TIME ZONE)",
        "INSERT INTO requests VALUES (1, 57.649, 10.407, '2026-01-01 09:30:00+00'),"
            + " (2, 57.649, 10.407, '2026-01-01 10:30:00+00'),"
            + " (3, 1, 1, '2026-01-01 10:30:00+00'), (4, 91, 1, '2026-01-01 10:30:00+00')");

    run(
        "lookup",
        "--table=" + readings,
        "--key=geohash(lat,lon,5)",
        "--value=temp",
        "--time=time",
        "--requests=" + database + "?table=requests",
        "--requestId=id",
        "--requestTime=as_of",
        "--answers=" + database + "?table=answers",
        "--createTable");

    assertThat(
        rows(database, "SELECT id, \"KEY\", outcome, \"VALUE\" FROM answers ORDER BY id"),
        equalTo(List.of("1 u4pru FOUND 4.5", "2 u4pru FOUND 5.5", "3 s00tw NOT_FOUND null")));
  }

  private static void run(String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Launcher.of(new LookupPipeline())
            .run(
                arguments,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(err.toString(StandardCharsets.UTF_8), code, equalTo(0));
  }

  private static void execute(String database, String... commands) throws Exception {
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  private static List<String> rows(String database, String query) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.add(
            String.join(
                " ",
                result.getString(1),
                result.getString(2),
                result.getString(3),
                String.valueOf(result.getObject(4))));
      }
    }
    return rows;
  }
}
