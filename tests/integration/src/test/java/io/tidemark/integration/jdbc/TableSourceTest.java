// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.testing.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tables read as they are. */
public class TableSourceTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void numbersOfEachTypeAreTheNearestDoubles() throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS numbers",
            "CREATE TABLE numbers (kind text, n1 smallint, n2 bigint, n3 numeric, n4 real,"
                + " n5 double precision, n6 text)",
            "INSERT INTO numbers VALUES ('a', 7, 9007199254740993, 0.1, 0.1, 0.1, ' 0.1 '),"
                + " ('b', NULL, -1, 'NaN', 'NaN', 'Infinity', 'NA')");

    Run run =
        average(
            Server.shared().address("numbers"),
            "--key=kind",
            "--value=n1,n2,n3,n4,n5,n6",
            "--window=global",
            "--statistics=sum");

    assertThat(
        run.succeeds().rows(),
        containsInAnyOrder(
            "a,n1,,,ON_TIME,0,7.0",
            "a,n2,,,ON_TIME,0,9.007199254740992E15",
            "a,n3,,,ON_TIME,0,0.1",
            "a,n4,,,ON_TIME,0,0.10000000149011612",
            "a,n5,,,ON_TIME,0,0.1",
            "a,n6,,,ON_TIME,0,0.1",
            "b,n2,,,ON_TIME,0,-1.0",
            "b,n5,,,ON_TIME,0,Infinity"));
    assertThat(run.ledger(), contains(12L, 8L, 0L, 4L, 0L));
  }

  @Test
  public void timesOfEachTypeAreInstants() throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS times",
            "CREATE TABLE times (value int, zoned timestamptz, local timestamp, day date,"
                + " epoch bigint, iso text)",
            "INSERT INTO times VALUES (1, '2026-01-01 00:30:00+08', '2026-01-01 00:30:00',"
                + " '2026-01-01', 1767198600, '2026-01-01T00:30')");
    String window = "2025-12-31T16:00:00Z,2025-12-31T17:00:00Z,ON_TIME,0,1";

    for (String column : List.of("zoned", "local", "day", "iso", "epoch")) {
      Run run =
          average(
              Server.shared().address("times"),
              "--value=value",
              "--time=" + column,
              "--zone=Asia/Shanghai",
              "--timeFormat=" + (column.equals("epoch") ? "epochSeconds" : "iso"),
              "--statistics=count",
              "--window=fixed:1h");
      assertThat(column, run.succeeds().rows(), contains(",value," + window));
    }
  }

  @Test
  public void rowsWithoutKeyOrTimeAndTextsThatAreNoNumbersAreRejectedAndSayWhere()
      throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS broken",
            "CREATE TABLE broken (id serial, sensor text, at text, value text)",
            "INSERT INTO broken (sensor, at, value) VALUES ('a', '2026-01-01', '1'),"
                + " (NULL, '2026-01-01', '2'), ('a', NULL, '3'), ('a', 'soon', '4'),"
                + " ('a', '2026-01-01', 'five')");

    Run run =
        average(
            Server.shared().address("broken"),
            "--partitionColumn=id",
            "--key=sensor",
            "--value=value",
            "--time=at",
            "--statistics=count",
            "--window=fixed:1d");

    assertThat(run.succeeds().ledger(), contains(5L, 1L, 0L, 0L, 4L));
    assertThat(
        run.rejected(),
        containsInAnyOrder(
            rejected("broken:2", "column 'sensor' is NULL", null, "2026-01-01", "2"),
            rejected("broken:3", "column 'at' is NULL", "a", null, "3"),
            rejected("broken:4", "time 'soon': not ISO 8601", "a", "soon", "4"),
            rejected(
                "broken:5", "value 'value': 'five' is not a number", "a", "2026-01-01", "five")));
  }

  @Test
  public void mendedRowsAreTakenBesideTheTable() throws IOException, SQLException {
    String rows =
        " VALUES ('a', '2026-01-01 00:10', 0.1, '1'), ('a', '2026-01-01 00:20', 0.2, %s),"
            + " (%s, '2026-01-01 00:30', 0.7, '3')";
    String columns = " (sensor text, at timestamp, exact real, value text)";
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS whole, mending",
            "CREATE TABLE whole" + columns,
            "CREATE TABLE mending" + columns,
            "INSERT INTO whole" + String.format(rows, "'2'", "'a'"),
            "INSERT INTO mending" + String.format(rows, "'two'", "NULL"));
    String[] options = {
      "--key=sensor", "--value=value,exact", "--time=at", "--statistics=count,sum,first,last"
    };
    Run expected = average(Server.shared().address("whole"), options).succeeds();
    Run broken = average(Server.shared().address("mending"), options).succeeds();
    Path mended = folder.newFile("mended.jsonl").toPath();
    Files.write(
        mended,
        broken.rejected().stream()
            .map(
                row ->
                    row.replace("\\\"value\\\":\\\"two\\\"", "\\\"value\\\":2")
                        .replace("\\\"sensor\\\":null", "\\\"sensor\\\":\\\"a\\\""))
            .toList());

    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--mended=" + mended);
    Run run = average(Server.shared().address("mending"), all.toArray(new String[0])).succeeds();

    assertThat(broken.ledger(), contains(6L, 3L, 0L, 0L, 3L));
    assertThat(run.rows(), equalTo(expected.rows()));
    assertThat(run.ledger(), contains(9L, 6L, 0L, 0L, 3L));
  }

  private static String rejected(String source, String reason, String... row) {
    List<String> columns = List.of("sensor", "value", "at");
    List<String> values = Arrays.asList(row[0], row[2], row[1]);
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String value = values.get(i) == null ? "null" : "\\\"" + values.get(i) + "\\\"";
      members.add("\\\"" + columns.get(i) + "\\\":" + value);
    }
    return String.format(
        "{\"source\":\"%s\",\"reason\":\"%s\",\"record\":\"{%s}\",\"encoding\":\"utf-8\"}",
        source, reason, String.join(",", members));
  }

  @Test
  public void rangesOfEachTypeHaveEachRowOnceAndThoseWithoutValueToo()
      throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS ranged",
            "CREATE TABLE ranged (whole int, exact numeric(20, 3), zoned timestamptz,"
                + " local timestamp, day date, value int)",
            "INSERT INTO ranged SELECT i, i / 7.0 - 100, to_timestamp(i * 1.000001), to_timestamp(i"
                + " * 0.3), date '1960-01-01' + i, i FROM generate_series(-500, 500) i",
            "INSERT INTO ranged (value) VALUES (1000), (2000)");

    for (String column : List.of("whole", "exact", "zoned", "local", "day")) {
      Run run =
          average(
              Server.shared().address("ranged"),
              "--partitionColumn=" + column,
              "--value=value",
              "--window=global",
              "--statistics=count,sum,min,max");
      assertThat(
          column, run.succeeds().rows(), contains(",value,,,ON_TIME,0,1003,3000.0,-500.0,2000.0"));
      assertThat(column, run.ledger(), equalTo(List.of(1003L, 1003L, 0L, 0L, 0L)));
    }
  }

  @Test
  public void infinityAndEmptyTablesHaveRangesToo() throws IOException, SQLException {
    Server.shared()
        .execute(
            "DROP TABLE IF EXISTS endless",
            "CREATE TABLE endless (at timestamptz, value int)",
            "INSERT INTO endless VALUES ('infinity', 1), ('2026-01-01', 2), (NULL, 3)",
            "DROP TABLE IF EXISTS nothing",
            "CREATE TABLE nothing (at timestamptz, value int)");
    String[] options = {
      "--partitionColumn=at", "--value=value", "--window=global", "--statistics=sum"
    };

    assertThat(
        average(Server.shared().address("endless"), options).succeeds().rows(),
        contains(",value,,,ON_TIME,0,6.0"));
    assertThat(
        average(Server.shared().address("nothing"), options).succeeds().ledger(),
        contains(0L, 0L, 0L, 0L, 0L));
  }

  @Test
  public void otherDatabasesAreReadToo() throws IOException, SQLException {
    String url = "jdbc:h2:" + folder.getRoot().toPath().resolve("h2");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE readings (sensor VARCHAR, at TIMESTAMP, temp DECIMAL(5, 2))");
      statement.execute("INSERT INTO readings VALUES ('a', TIMESTAMP '2026-01-01 00:10:00', 1.5)");
      statement.execute("INSERT INTO readings VALUES ('a', TIMESTAMP '2026-01-01 00:20:00', 2.5)");
    }

    Run run =
        average(
            url + "?table=readings",
            "--partitionColumn=at",
            "--key=sensor",
            "--value=temp",
            "--time=at",
            "--statistics=mean");

    assertThat(
        run.succeeds().rows(),
        contains("a,temp,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,ON_TIME,0,2.0"));
  }

  private Run average(String address, String... options) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--input=" + address);
    Path place = Files.createTempDirectory(folder.getRoot().toPath(), "run");
    return Run.average(place, all.toArray(new String[0]));
  }
}
