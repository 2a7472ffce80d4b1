// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Tables that grow while they are read, into tables. */
public class PolledTableTest {
  private static final String SENSORS =
      "SELECT i, 's' || i %% 7, timestamptz '2026-01-01 00:00:00Z' + i * interval '1 s', i * 0.1"
          + " FROM generate_series(%s, %s) i";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void rowsThatComeWhileItRunsAreReadOnce() throws Exception {
    Server server = Server.shared();
    prepare(server);
    CompletableFuture<Run> run = start(server, "--stopWhenIdle=6s");
    Await.until("half is read", () -> isPast(server, 9_000));
    // Of the greatest second that was read, one row that is new and one that is read already.
    server.execute("INSERT INTO growing " + String.format(SENSORS, 10_000, 10_000));
    server.execute("INSERT INTO growing " + String.format(SENSORS, 10_001, 20_000));

    assertThat(run.get().succeeds().ledger(), contains(20_001L, 20_001L, 0L, 0L, 0L));
    assertSums(server);
  }

  @Test
  public void aServerThatDiesInMidRunIsWaitedFor() throws Exception {
    Server server = Server.start();
    try {
      prepare(server);
      CompletableFuture<Run> run = start(server, "--stopWhenIdle=25s");
      Await.until("half is read", () -> isPast(server, 9_000));
      server.kill();
      server.restart();
      server.execute("INSERT INTO growing " + String.format(SENSORS, 10_000, 20_000));

      assertThat(run.get().succeeds().ledger(), contains(20_001L, 20_001L, 0L, 0L, 0L));
      assertSums(server);
    } finally {
      server.stop();
    }
  }

  private static void prepare(Server server) throws SQLException {
    server.execute(
        "DROP TABLE IF EXISTS growing",
        "DROP TABLE IF EXISTS grown",
        "CREATE TABLE growing (id bigint, sensor text, at timestamptz, temp numeric)",
        "INSERT INTO growing " + String.format(SENSORS, 1, 10_000));
  }

  private CompletableFuture<Run> start(Server server, String... options) {
    Path place = folder.getRoot().toPath();
    List<String> line =
        new ArrayList<>(
            List.of(
                "average",
                "--input=" + server.address("growing"),
                "--poll=300ms",
                "--partitionColumn=id",
                "--key=sensor",
                "--value=temp",
                "--time=at",
                "--window=fixed:10m",
                "--maxDelay=1s",
                "--idleTimeout=1h",
                "--statistics=count,sum",
                "--output=" + server.address("grown"),
                "--createTable",
                "--ledger=" + place.resolve("ledger.json")));
    line.addAll(Arrays.asList(options));
    return CompletableFuture.supplyAsync(() -> Run.line(place, line.toArray(new String[0])));
  }

  /** Whether results of so many seconds are there. */
  private static boolean isPast(Server server, int seconds) throws SQLException {
    return !server.rows("SELECT 1 FROM pg_tables WHERE tablename = 'grown'").isEmpty()
        && !server
            .rows(
                "SELECT 1 FROM grown WHERE window_end > timestamptz '2026-01-01 00:00:00Z' + "
                    + (seconds - 600)
                    + " * interval '1 s'")
            .isEmpty();
  }

  private static void assertSums(Server server) throws SQLException {
    List<String> expected =
        server.rows(
            "SELECT sensor, date_bin('10 m', at, timestamptz '2026-01-01 00:00:00Z') w, count(*),"
                + " round(sum(temp), 6)::float FROM growing GROUP BY 1, 2 ORDER BY 1, 2");
    assertThat(
        server.rows(
            "SELECT key, window_start, count, round(sum::numeric, 6)::float FROM grown ORDER BY 1,"
                + " 2"),
        equalTo(expected));
  }
}
