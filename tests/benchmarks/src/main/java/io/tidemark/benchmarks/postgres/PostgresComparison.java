// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.postgres;

import io.tidemark.benchmarks.files.DataFile;
import io.tidemark.benchmarks.files.Dataset;
import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Sample;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/**
 * The averages of a file, upserted into a table.
 *
 * <p>Tidemark writes the same rows into a file as well, and what that takes is taken off. Beside it
 * the file is brought in by {@code COPY} into a staging table and one {@code INSERT ... ON
 * CONFLICT}. Each does it twice: into an empty table, and over what is there.
 */
public final class PostgresComparison {
  private static final String KEY = "key, field, window_start, window_end";

  private final long readings;
  private final int rounds;
  private final Path folder;
  private final Path jar;
  private final Sample[] tidemark = {new Sample(), new Sample()};
  private final Sample[] copy = {new Sample(), new Sample()};
  private String address;

  private PostgresComparison(Arguments arguments) {
    this.readings = arguments.longNumber("readings", 1_000_000);
    this.rounds = arguments.number("rounds", 3);
    this.folder = Path.of(arguments.text("folder", "target/runs")).toAbsolutePath();
    this.jar = Path.of(arguments.text("jar", "pipelines/target/tidemark.jar")).toAbsolutePath();
    arguments.checkAllRead();
  }

  /** Compares as the options say; whether both left the same rows. */
  public static boolean run(Arguments arguments) {
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder().setServerConfig("synchronous_commit", "on").start()) {
      return new PostgresComparison(arguments).compare(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean compare(EmbeddedPostgres server) throws IOException, SQLException {
    address =
        String.format("jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres", server.getPort());
    Path input = DataFile.of(Dataset.HOURLY, readings, folder.resolveSibling("data"));
    Path rows = folder.resolveSibling("data").resolve("rows.csv");
    average(input, "--output=" + rows);
    long count = 0;
    boolean same = true;
    try (Connection connection = DriverManager.getConnection(address);
        Statement statement = connection.createStatement()) {
      for (int round = 0; round < rounds; round++) {
        for (String table : List.of("tidemark", "copied")) {
          statement.execute("DROP TABLE IF EXISTS " + table);
        }
        for (int time = 0; time < 2; time++) {
          double withoutTable = average(input, "--output=" + rows);
          String output = "--output=" + address + "&table=tidemark";
          tidemark[time].add(average(input, output, "--createTable") - withoutTable);
          copy[time].add(copy(connection, rows));
        }
        count = count(statement, "SELECT count(*) FROM copied");
        same &=
            count > 0
                && count(statement, "SELECT count(*) FROM tidemark") == count
                && count(
                        statement,
                        "SELECT count(*) FROM (SELECT * FROM tidemark EXCEPT SELECT * FROM copied)"
                            + " difference")
                    == 0;
      }
    }
    System.out.printf(
        "%n%s; %,d rows, the server on the same machine.%n%n%s%n%s%n",
        Machine.describe(),
        count,
        table(count),
        same ? "Both tables have the same rows." : "The tables differ.");
    return same;
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private double average(Path input, String... output) {
    List<String> words =
        new ArrayList<>(
            List.of(
                Command.javaProgram(),
                "-jar",
                jar.toString(),
                "average",
                "--input=" + input,
                "--csvHeader=" + String.join(",", Dataset.HOURLY.fields()),
                "--key=" + Dataset.HOURLY.key(),
                "--value=" + Dataset.HOURLY.value(),
                "--time=time",
                "--timeFormat=epochMillis",
                "--window=fixed:1h"));
    words.addAll(List.of(output));
    return new Command(words, folder.resolve("postgres"), Duration.ofMinutes(15)).run().seconds();
  }

  private static double copy(Connection connection, Path rows) throws IOException, SQLException {
    long start = System.nanoTime();
    try (Statement statement = connection.createStatement();
        BufferedReader reader = Files.newBufferedReader(rows)) {
      boolean isNew =
          count(statement, "SELECT count(*) FROM pg_tables WHERE tablename = 'copied'") == 0;
      if (isNew) {
        statement.execute("CREATE TABLE copied (LIKE tidemark)");
        statement.execute("CREATE UNIQUE INDEX ON copied (" + KEY + ") NULLS NOT DISTINCT");
      }
      statement.execute("CREATE TEMP TABLE staging (LIKE tidemark)");
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY staging FROM STDIN (FORMAT csv, HEADER)", reader);
      statement.execute(
          "INSERT INTO copied AS old SELECT * FROM staging ON CONFLICT ("
              + KEY
              + ") DO UPDATE SET timing = EXCLUDED.timing, revision = EXCLUDED.revision,"
              + " count = EXCLUDED.count, mean = EXCLUDED.mean, min = EXCLUDED.min,"
              + " max = EXCLUDED.max WHERE old.revision <= EXCLUDED.revision");
      statement.execute("DROP TABLE staging");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private String table(long count) {
    MarkdownTable table = new MarkdownTable("into", "by", "s", "from - to", "rows/s", "x copy");
    for (int time = 0; time < 2; time++) {
      String into = time == 0 ? "an empty table" : "the same rows";
      double rate = count / copy[time].median();
      table.row(row(into, "COPY, INSERT ... ON CONFLICT", copy[time], count, rate));
      table.row(row(into, "tidemark", tidemark[time], count, rate));
    }
    return table.toString();
  }

  private static List<String> row(
      String into, String by, Sample seconds, long count, double copyRate) {
    double rate = count / seconds.median();
    return List.of(
        into,
        by,
        MarkdownTable.digits(seconds.median()),
        MarkdownTable.digits(seconds.min()) + " - " + MarkdownTable.digits(seconds.max()),
        MarkdownTable.rate(rate),
        MarkdownTable.digits(rate / copyRate));
  }
}
