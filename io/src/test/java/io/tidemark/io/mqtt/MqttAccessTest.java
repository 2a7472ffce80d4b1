// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class MqttAccessTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aUserAndAPasswordAreReadAndNotPrinted() throws IOException {
    MqttAccess access = MqttAccess.read(file("username=me\npassword=sesame"));

    assertThat(access.username(), equalTo("me"));
    assertThat(new String(access.password(), UTF_8), equalTo("sesame"));
    assertThat(
        new MqttServer(MqttAddress.parse("mqtt://h/t"), access).toString(),
        equalTo("mqtt://h:1883/t"));
    assertThat(access.toString(), not(containsString("sesame")));
  }

  @Test
  public void aStoreIsFoundBesideTheFile() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (OutputStream out = Files.newOutputStream(folder.getRoot().toPath().resolve("t.p12"))) {
      store.store(out, "sesame".toCharArray());
    }

    MqttAccess access = MqttAccess.read(file("truststore=t.p12\ntruststorePassword=sesame"));

    assertThat(access.hasStores(), equalTo(true));
    assertWrong(
        "truststore=t.p12\ntruststorePassword=basil",
        "truststore=t.p12 must be a PKCS #12 or JKS file that truststorePassword opens");
  }

  @Test
  public void whatIsWrongIsSaidWithoutTheSecret() throws IOException {
    assertWrong("password=sesame", "password needs username");
    assertWrong("passwort=sesame", "'passwort' must be one of keystore, keystorePassword");
    assertWrong("keystorePassword=sesame", "keystorePassword needs keystore");
    assertWrong("keystore=absent\nkeystorePassword=sesame", "keystore=absent must be");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> MqttAccess.read(folder.getRoot().toPath().resolve("absent")));
    assertThat(e.getMessage(), equalTo("cannot be read as a properties file"));
  }

  private void assertWrong(String text, String problem) throws IOException {
    Path file = file(text);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> MqttAccess.read(file));
    assertThat(e.getMessage(), containsString(problem));
    assertThat(e.getMessage(), not(containsString("sesame")));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.getRoot().toPath().resolve("mqtt.properties"), text);
  }
}
