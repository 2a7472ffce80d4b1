// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a table: the URL of its database, with two parameters that are taken out of it.
 *
 * @param url what the driver gets
 * @param table the parameter {@code table}
 * @param user the parameter {@code user}
 */
record JdbcAddress(String url, String table, Optional<String> user) {
  static final String NO_SECRETS =
      "must not hold a password; it belongs into a file, --jdbcPasswordFile=FILE, or into the"
          + " environment variable TIDEMARK_JDBC_PASSWORD";

  /** The value of a parameter that is named like a secret, such as {@code sslpassword}. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)([?&;][^=&;?]*(?:passw|pwd|secret)[^=&;?]*=)[^&;]*");

  /** {@code //user:password@host}; a host may have a port after its colon. */
  private static final Pattern BEFORE_HOST =
      Pattern.compile("(//[^/?:@,]*:)(?!\\d+(?:[/?,;]|$)).*@");

  /** {@code jdbc:oracle:thin:user/password@host}. */
  private static final Pattern BEFORE_SERVICE =
      Pattern.compile("(?i)^(jdbc:oracle:\\w+:[^/@]+/).*@");

  /** Reads an address, which must be free of secrets. */
  static JdbcAddress parse(String address) {
    String url = without("table", address);
    String table = parameter("table", address).orElse("");
    if (table.isBlank()) {
      throw new IllegalArgumentException(
          "must name the table, as in jdbc:postgresql://host/db?table=readings");
    }
    return new JdbcAddress(without("user", url), table, parameter("user", address));
  }

  /** The address with stars in place of its secrets; equal to it if there are none. */
  static String masked(String address) {
    String masked = SECRET.matcher(address).replaceAll("$1***");
    masked = BEFORE_HOST.matcher(masked).replaceFirst("$1***@");
    return BEFORE_SERVICE.matcher(masked).replaceFirst("$1***@");
  }

  private static Pattern pattern(String name) {
    return Pattern.compile("([?&])" + name + "=([^&;]*)(&?)");
  }

  private static Optional<String> parameter(String name, String address) {
    Matcher matcher = pattern(name).matcher(address);
    return matcher.find() ? Optional.of(decoded(matcher.group(2))) : Optional.empty();
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String without(String name, String address) {
    return pattern(name)
        .matcher(address)
        .replaceFirst(
            found -> found.group(3).isEmpty() ? "" : Matcher.quoteReplacement(found.group(1)));
  }
}
