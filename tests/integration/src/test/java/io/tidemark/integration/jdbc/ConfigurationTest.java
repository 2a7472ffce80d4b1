// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What cannot work is one line, which says what and not the password. */
public class ConfigurationTest {
  private static final String SECRET = "wrong-horse-battery";

  /** Within this an answer has to come, in milliseconds. */
  private static final long SOON = 15_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Server server;

  @Before
  public void table() throws IOException, SQLException {
    server = Server.shared();
    server.execute(
        "DROP TABLE IF EXISTS configured",
        "CREATE TABLE configured (id serial, sensor text, at bigint, temp float)");
  }

  @Test
  public void missingTablesAndColumns() throws IOException {
    assertLine(input(server.address("nowhere")), "--input=", "there is no table 'nowhere'");
    assertLine(
        List.of("--input=" + server.address("configured"), "--value=humidity", "--window=global"),
        "the table has no column 'humidity'; it has id, sensor, at, temp");
    assertLine(
        List.of("--input=demo:10", "--output=" + server.address("nowhere")),
        "--output=",
        "there is no table 'nowhere'; --createTable creates it");
    assertLine(
        List.of("--input=demo:10", "--output=" + server.address("configured")),
        "the table has no column 'key'");
  }

  @Test
  public void serversThatAreNotThere() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String address = "jdbc:postgresql://127.0.0.1:" + port + "/db?table=t";
    assertLine(input(address), "--input=" + address, "refused");
    assertLine(List.of("--input=demo:10", "--output=" + address), "--output=" + address, "refused");
    assertLine(input("jdbc:postgresql://no-such-host.invalid/db?table=t"), "UnknownHostException");
    assertLine(
        input("jdbc:nothing:db?table=t"), "no driver on the class path takes jdbc:nothing:...");
  }

  @Test
  public void serversThatSayNothing() throws IOException {
    // The system takes connections for it, and nobody answers.
    try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      String address =
          "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/db?user=me&table=t";
      assertLine(input(address), "--input=" + address);
    }
  }

  @Test
  public void passwords() throws IOException, SQLException {
    server.execute(
        "DROP ROLE IF EXISTS locked", "CREATE ROLE locked LOGIN PASSWORD 'correct-horse'");
    Path rules = server.data().resolve("pg_hba.conf");
    String before = Files.readString(rules);
    Files.writeString(rules, "host all locked 127.0.0.1/32 scram-sha-256\n" + before);
    try {
      server.execute("SELECT pg_reload_conf()");
      Path file = folder.newFile().toPath();
      Files.writeString(file, SECRET + "\n");
      String address = server.address("configured").replace("user=postgres", "user=locked");
      assertLine(
          with(input(address), "--jdbcPasswordFile=" + file),
          "password authentication failed for user \"locked\"; see --jdbcUser and"
              + " --jdbcPasswordFile");
      assertLine(
          input(address), "no password was provided.; see --jdbcUser and --jdbcPasswordFile");
      assertLine(
          with(input(address), "--jdbcPasswordFile=" + file + ".not"),
          "--jdbcPasswordFile=" + file + ".not: cannot be read on this machine");
      Files.writeString(file, "correct-horse\n");
      assertLine(
          with(input(address), "--jdbcPasswordFile=" + file),
          "permission denied for table configured");
    } finally {
      Files.writeString(rules, before);
      server.execute("SELECT pg_reload_conf()");
    }
  }

  @Test
  public void passwordsInAddresses() throws IOException {
    for (String address :
        List.of(
            "jdbc:postgresql://127.0.0.1/db?user=me&password=" + SECRET + "&table=t",
            "jdbc:postgresql://me:" + SECRET + "@127.0.0.1:5432/db?table=t",
            "jdbc:h2:mem:db;USER=me;PASSWORD=" + SECRET + "?table=t")) {
      assertLine(input(address), "--jdbcPasswordFile=FILE", "TIDEMARK_JDBC_PASSWORD");
      assertLine(
          List.of("--input=demo:10", "--output=" + address),
          "--output=",
          "--jdbcPasswordFile=FILE");
    }
  }

  @Test
  public void optionsThatDoNotGoTogether() throws IOException {
    String address = server.address("configured");
    assertLine(input("jdbc:postgresql://127.0.0.1/db"), "must name the table");
    assertLine(with(input(address), "--poll=1s"), "--poll needs --partitionColumn=COLUMN");
    assertLine(
        with(input(address), "--poll=soon", "--partitionColumn=id"),
        "--poll=soon: must be a duration");
    assertLine(
        with(input(address), "--poll=10s", "--partitionColumn=id", "--stopWhenIdle=5s"),
        "--stopWhenIdle=5s: must be more than --poll=10s");
    assertLine(
        with(input(address), "--partitionColumn=temp"),
        "--partitionColumn=temp: must be a column of whole numbers, decimals or times");
    assertLine(
        List.of("--input=" + address, "--value=temp", "--time=at"),
        "--timeFormat=iso: the column 'at' has numbers");
    assertLine(
        with(input(address), "--inputFormat=csv"), "--inputFormat=csv: a table has no format");
    assertLine(
        List.of("--input=demo:10", "--output=" + address, "--jdbcBatch=0"),
        "--jdbcBatch=0: must be 1 to 100000");
  }

  @Test
  public void tablesThatCannotTellRowsApart() throws IOException, SQLException {
    server.execute(
        "DROP TABLE IF EXISTS heap",
        "CREATE TABLE heap (key text, field text, window_start timestamptz, window_end timestamptz,"
            + " timing text, revision bigint, mean float)");
    assertLine(
        List.of("--input=demo:10", "--statistics=mean", "--output=" + server.address("heap")),
        "the table 'heap' has no unique index on (key, field, window_start, window_end)");
  }

  private static List<String> input(String address) {
    return List.of("--input=" + address, "--value=temp", "--window=global");
  }

  private static List<String> with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return all;
  }

  private void assertLine(List<String> options, String... parts) throws IOException {
    List<String> line = with(List.of("average"), options.toArray(new String[0]));
    long start = System.nanoTime();
    Run run = Run.line(folder.getRoot().toPath(), line.toArray(new String[0]));
    long millis = (System.nanoTime() - start) / 1_000_000;

    assertThat(run.err(), run.err().lines().toList(), hasSize(1));
    for (String part : parts) {
      assertThat(run.err(), allOf(containsString(part), not(containsString(SECRET))));
    }
    assertThat(run.exitCode() == 1 || run.exitCode() == 2, equalTo(true));
    assertThat("answered after " + millis + " ms", millis < SOON, equalTo(true));
  }
}
