// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import io.tidemark.testing.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A database server of its own, on this machine alone. */
final class Server {

  private static Server shared;

  private final Path data;
  private final int port;
  private final EmbeddedPostgres postgres;
  private List<String> command;
  private Process restarted;

  private Server(Path data) throws IOException {
    this.data = data;
    this.postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            // Off by default, and then a server that is killed forgets what was committed last.
            .setServerConfig("synchronous_commit", "on")
            .start();
    this.port = postgres.getPort();
  }

  /** The one of this JVM, which ends with it. */
  static synchronized Server shared() throws IOException {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** Another one. */
  static Server start() throws IOException {
    return new Server(Files.createTempDirectory("tidemark-postgres"));
  }

  /** Ends it as a loss of power does. */
  void kill() throws IOException {
    long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    command = new ArrayList<>(List.of(server.info().command().orElseThrow()));
    command.addAll(List.of(server.info().arguments().orElseThrow()));
    List<ProcessHandle> all = Stream.concat(Stream.of(server), server.descendants()).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    Await.until("the server is dead", () -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** Starts it again as it was, and waits until it takes connections. */
  void restart() throws IOException {
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(0, List.of("unshare", "-U")); // it refuses to run as root
    }
    restarted =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(data.resolve("restarted.log").toFile())
            .start();
    Await.until("the server is up", this::isUp);
  }

  private boolean isUp() {
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  void stop() throws IOException {
    if (restarted != null) {
      ProcessHandle server = restarted.toHandle();
      List<ProcessHandle> all = Stream.concat(server.descendants(), Stream.of(server)).toList();
      all.forEach(ProcessHandle::destroyForcibly);
    } else {
      postgres.close();
    }
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  /** The address of a table. */
  String address(String table) {
    return String.format(
        "jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres&table=%s", port, table);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(
        String.format("jdbc:postgresql://127.0.0.1:%s/postgres?user=postgres", port));
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, the columns joined with commas, NULL as nothing. */
  List<String> rows(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return rows(connection, sql);
    }
  }

  static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          String text = result.getString(i);
          row.add(text == null ? "" : text);
        }
        rows.add(String.join(",", row));
      }
      return rows;
    }
  }
}
