// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * Where a database is, and who connects to it.
 *
 * <p>The password is no part of it: whoever connects reads it from where it is kept. So it is in no
 * graph, checkpoint or log, and a new one is taken up by the next connection.
 */
final class Database implements Serializable {
  /** The password, where no file was named. */
  static final String PASSWORD_VARIABLE = "TIDEMARK_JDBC_PASSWORD";

  private static final int LOGIN_SECONDS = 10;

  private final String url;
  private final String user; // null if the driver is to choose
  private final String passwordFile; // null for the environment

  private Database(String url, String user, String passwordFile) {
    this.url = url;
    this.user = user;
    this.passwordFile = passwordFile;
  }

  static Database of(JdbcAddress address, JdbcOptions options) {
    return new Database(
        address.url(), address.user().orElse(options.getJdbcUser()), options.getJdbcPasswordFile());
  }

  /**
   * Connects.
   *
   * @throws InputException if the password cannot be read
   */
  Connection connect() throws SQLException {
    // The limit of every driver; one that a user puts into the URL comes before it.
    DriverManager.setLoginTimeout(LOGIN_SECONDS);
    Properties properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    password().ifPresent(password -> properties.setProperty("password", password));
    Connection connection = driver().connect(url, properties);
    if (connection == null) {
      throw noDriver();
    }
    return connection;
  }

  private Optional<String> password() {
    if (passwordFile == null) {
      return Optional.ofNullable(System.getenv(PASSWORD_VARIABLE));
    }
    try {
      return Optional.of(Files.readString(Path.of(passwordFile)).replaceFirst("\\R$", ""));
    } catch (IOException e) {
      throw new InputException(
          String.format("--jdbcPasswordFile=%s: cannot be read on this machine", passwordFile), e);
    }
  }

  /**
   * The driver, asked for by our own class loader: that of DriverManager does not see the drivers
   * in the jar of a job.
   */
  private Driver driver() throws SQLException {
    Stream<Driver> ours =
        ServiceLoader.load(Driver.class, Database.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get);
    return Stream.concat(ours, DriverManager.drivers())
        .filter(this::isAccepted)
        .findFirst()
        .orElseThrow(this::noDriver);
  }

  private boolean isAccepted(Driver driver) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private SQLException noDriver() {
    return new SQLException(
        String.format("no driver on the class path takes jdbc:%s:...", url.split(":", 3)[1]));
  }

  /** What went wrong, in one line without the password. */
  String describe(SQLException failure) {
    SQLException first = SqlFailure.innermost(failure);
    StringBuilder text = new StringBuilder(String.valueOf(first.getMessage()));
    if (first.getCause() != null && first.getCause() != first) {
      text.append(" (").append(first.getCause()).append(')');
    }
    if (SqlFailure.isAboutUser(first)) {
      text.append("; see --jdbcUser and --jdbcPasswordFile");
    }
    String line = text.toString().strip().replaceAll("\\s*\\R\\s*", " ");
    String secret = secret();
    return secret.isEmpty() ? line : line.replace(secret, "***");
  }

  private String secret() {
    try {
      return password().orElse("");
    } catch (InputException e) {
      return ""; // then it is not in the message either
    }
  }

  /** Without a secret: there is none in it. */
  @Override
  public String toString() {
    return url;
  }
}
