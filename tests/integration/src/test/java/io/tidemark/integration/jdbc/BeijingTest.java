// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Data made by others, out of a table and into one, beside the same of files. */
public class BeijingTest {
  private static final Path FILE =
      Path.of(System.getProperty("tidemark.data", "absent")).resolve("beijing-air.csv.gz");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void dataIsThere() {
    assumeTrue("no real data beside the checkout: " + FILE, Files.isRegularFile(FILE));
  }

  @Test
  public void tablesGiveWhatFilesGiveToTheBit() throws IOException, SQLException {
    Server server = Server.shared();
    load(server);
    Run file = run("--input=" + FILE).succeeds();
    assertThat(file.rows().size(), greaterThan(1_000));

    for (List<String> options :
        List.of(
            List.of("--runner=direct"),
            List.of("--runner=direct", "--partitionColumn=epoch_sec_utc"),
            List.of("--runner=flink", "--partitionColumn=epoch_sec_utc"))) {
      Run table = run(with(options, "--input=" + server.address("beijing")));
      assertThat(options.toString(), table.succeeds().rows(), equalTo(file.rows()));
      assertThat(options.toString(), table.ledger(), equalTo(file.ledger()));
    }

    for (String runner : List.of("direct", "flink")) {
      server.execute("DROP TABLE IF EXISTS averages");
      List<String> line =
          with(
              List.of("average"),
              "--input=" + FILE,
              "--runner=" + runner,
              "--createTable",
              "--output=" + server.address("averages"));
      line.addAll(options());
      Run.line(folder.newFolder().toPath(), line.toArray(new String[0])).succeeds();
      assertThat(runner, written(server), equalTo(file.rows()));
    }
  }

  @Test
  public void movingAveragesOfATableAreThoseOfTheFile() throws IOException, SQLException {
    Server server = Server.shared();
    load(server);
    Run file = moving("--input=" + FILE).succeeds();

    for (String runner : List.of("--runner=direct", "--runner=flink")) {
      Run table = moving(runner, "--input=" + server.address("beijing")).succeeds();
      assertThat(runner, table.rows(), equalTo(file.rows()));
      assertThat(runner, table.ledger(), equalTo(file.ledger()));
    }
  }

  private Run moving(String... more) throws IOException {
    List<String> all =
        new ArrayList<>(
            options(
                "count:72/24", "mean,median,p99.9,distinct,rate,ewma(6h),timeWeightedMean(3h)"));
    all.addAll(Arrays.asList(more));
    return Run.average(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  private Run run(String... options) throws IOException {
    return run(Arrays.asList(options));
  }

  private Run run(List<String> options) throws IOException {
    List<String> all = new ArrayList<>(options());
    all.addAll(options);
    return Run.average(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  private static List<String> options() {
    return options("fixed:1d", "count,sum,mean,stddev");
  }

  private static List<String> options(String window, String statistics) {
    return List.of(
        "--key=station",
        "--value=temp_c",
        "--time=epoch_sec_utc",
        "--timeFormat=epochSeconds",
        "--window=" + window,
        "--statistics=" + statistics);
  }

  private static List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return all;
  }

  /** The rows of the table as those of a file. */
  private static List<String> written(Server server) throws SQLException {
    String time = "to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    List<String> rows = new ArrayList<>();
    for (String row :
        server.rows(
            String.format(
                "SELECT key, field, %s, %s, timing, revision, count, sum, mean, stddev FROM"
                    + " averages",
                String.format(time, "window_start"), String.format(time, "window_end")))) {
      String[] fields = row.split(",", -1);
      for (int i = 7; i < fields.length; i++) {
        // The shortest decimal of the double, as Java writes it.
        fields[i] = fields[i].isEmpty() ? "" : Double.toString(Double.parseDouble(fields[i]));
      }
      rows.add(String.join(",", fields));
    }
    rows.sort(null);
    return rows;
  }

  private static void load(Server server) throws IOException, SQLException {
    server.execute(
        "DROP TABLE IF EXISTS beijing",
        "CREATE TABLE beijing (epoch_sec_utc bigint, station text, temp_c double precision)");
    List<String[]> columns = List.of(new String[50_000], new String[50_000], new String[50_000]);
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8));
        Connection connection = server.connect();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO beijing SELECT a::bigint, b, nullif(c, 'NA')::float FROM unnest(?, ?,"
                    + " ?) AS t (a, b, c)")) {
      lines.readLine(); // the header
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split(",", -1);
        for (int i = 0; i < 3; i++) {
          columns.get(i)[count] = fields[i];
        }
        count++;
        if (count == columns.get(0).length) {
          insert(insert, columns, count);
          count = 0;
        }
      }
      insert(insert, columns, count);
    }
  }

  private static void insert(PreparedStatement insert, List<String[]> columns, int count)
      throws SQLException {
    for (int i = 0; i < 3; i++) {
      Array part =
          insert.getConnection().createArrayOf("text", Arrays.copyOf(columns.get(i), count));
      insert.setArray(i + 1, part);
    }
    insert.execute();
  }
}
