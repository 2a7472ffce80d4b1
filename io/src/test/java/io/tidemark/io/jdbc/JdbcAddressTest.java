// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import java.util.Optional;
import org.junit.Test;

public class JdbcAddressTest {
  @Test
  public void tableAndUserAreTakenOutOfTheUrl() {
    assertParsed("jdbc:postgresql://h/db?table=t", "jdbc:postgresql://h/db", "t", null);
    assertParsed("jdbc:postgresql://h/db?table=t&a=b", "jdbc:postgresql://h/db?a=b", "t", null);
    assertParsed("jdbc:postgresql://h/db?a=b&table=t", "jdbc:postgresql://h/db?a=b", "t", null);
    assertParsed(
        "jdbc:postgresql://h/db?a=b&user=me%40x&table=s.t&c=d",
        "jdbc:postgresql://h/db?a=b&c=d", "s.t", "me@x");
    assertParsed("jdbc:postgresql://h/db?user=me&table=t", "jdbc:postgresql://h/db", "t", "me");
    assertParsed("jdbc:h2:mem:x;MODE=MySQL?table=t", "jdbc:h2:mem:x;MODE=MySQL", "t", null);
  }

  private static void assertParsed(String address, String url, String table, String user) {
    assertThat(
        JdbcAddress.parse(address),
        equalTo(new JdbcAddress(url, table, Optional.ofNullable(user))));
  }

  @Test
  public void theTableIsRequired() {
    assertThrows(IllegalArgumentException.class, () -> JdbcAddress.parse("jdbc:postgresql://h/db"));
    assertThrows(
        IllegalArgumentException.class, () -> JdbcAddress.parse("jdbc:postgresql://h/db?table="));
  }

  @Test
  public void secretsAreMasked() {
    assertMasked("jdbc:postgresql://h/db?password=***&table=t", "password=s3c&");
    assertMasked("jdbc:postgresql://h/db?sslpassword=***&table=t", "sslpassword=s3c&");
    assertMasked("jdbc:sqlserver://h;PWD=***;table=t", "PWD=s3c;");
    assertMasked("jdbc:postgresql://me:***@h:5432/db?table=t", "me:s/3@c@");
    assertMasked("jdbc:oracle:thin:me/***@//h/db?table=t", "me/s3c@");
  }

  private static void assertMasked(String masked, String secret) {
    int stars = masked.indexOf("***");
    String start = secret.replaceFirst("[=:/].*", "");
    String address =
        masked.substring(0, masked.lastIndexOf(start, stars))
            + secret
            + masked.substring(stars + 4);
    assertThat(JdbcAddress.masked(address), equalTo(masked));
  }

  @Test
  public void addressesWithoutSecretsAreLeft() {
    for (String address :
        new String[] {
          "jdbc:postgresql://h:5432,h2:5433/db?user=me@server&table=t",
          "jdbc:postgresql://h/db?table=t",
          "jdbc:postgresql://[::1]:5432/db?table=t",
          "jdbc:h2:mem:x?table=t",
        }) {
      assertThat(JdbcAddress.masked(address), equalTo(address));
    }
  }
}
