// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.KeyStoreFile;
import io.tidemark.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

/** What is wrong with the settings is one line, soon, and without a secret. */
public class MqttErrorsTest {
  private static final Broker BROKER = Broker.get();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Attempts without end would take longer. */
  @Rule public final Timeout timeout = Timeout.seconds(300);

  @Test
  public void nobodyListens() throws Exception {
    String address = "mqtt://127.0.0.1:" + Broker.freePort() + "/a";
    String server = address.substring("mqtt://".length(), address.length() - "/a".length());
    for (String runner : List.of("direct", "flink")) {
      assertFails(
          "--input=" + address + ": no connection to a broker at " + server,
          "--input=" + address,
          "--runner=" + runner);
    }
    assertFails(
        "--output=" + address + ": no connection to a broker at " + server,
        "--input=demo:",
        "--output=" + address);
  }

  @Test
  public void theHostIsUnknown() throws Exception {
    assertFails(
        "--input=mqtt://no-such-host.invalid:1883/a: no host of the name in"
            + " no-such-host.invalid:1883",
        "--input=mqtt://no-such-host.invalid/a");
  }

  @Test
  public void thePasswordIsWrong() throws Exception {
    Path config = config("username=me\npassword=basil-4712");
    String address = BROKER.guardedAddress("a");
    String server = address.substring("mqtt://".length(), address.length() - "/a".length());
    assertFails(
        "--input="
            + address
            + ": the broker "
            + server
            + " refuses the connection: bad user name or password, see --mqttConfig",
        "--input=" + address,
        "--mqttConfig=" + config);
  }

  @Test
  public void whoTrustsTheCertificateReadsOverTls() throws Exception {
    BROKER.keepFor("over-tls", "tls");
    BROKER.publish(List.of(Map.entry("tls", "1.5"), Map.entry("tls", "2.5")));
    String address = BROKER.tlsAddress("tls");
    Run run =
        Run.average(
                folder.newFolder().toPath(),
                "--input=" + address,
                "--inputFormat=number",
                "--mqttClient=over-tls",
                "--mqttConfig="
                    + config(
                        "truststore="
                            + BROKER.keyStore()
                            + "\ntruststorePassword="
                            + KeyStoreFile.PASSWORD),
                "--value=x",
                "--window=global",
                "--statistics=sum",
                "--stopWhenIdle=3s",
                "--stacktrace")
            .succeeds();

    assertThat(run.rows(), equalTo(List.of(",x,,,ON_TIME,0,4.0")));
    String server = address.substring("mqtts://".length(), address.length() - "/tls".length());
    assertFails(
        "--input="
            + address
            + ": TLS with "
            + server
            + " failed, see --mqttConfig: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target",
        "--input=" + address);
  }

  @Test
  public void theRightPasswordOpens() throws Exception {
    Path config = config("username=me\npassword=" + Broker.PASSWORD);
    Run run =
        Run.average(
                folder.newFolder().toPath(),
                "--input=" + BROKER.guardedAddress("a"),
                "--mqttConfig=" + config,
                "--value=x",
                "--window=global",
                "--stopWhenIdle=1s")
            .succeeds();

    assertThat(run.ledger(), equalTo(List.of(0L, 0L, 0L, 0L, 0L)));
  }

  @Test
  public void theFilterIsNone() throws Exception {
    assertFails(
        2,
        "--input=mqtt://h/a+/b: + must be a whole level of the topic, between slashes",
        "--input=mqtt://h/a+/b");
    assertFails(
        2,
        "--input=mqtt://...@h/a: must not hold a user or a password; they go into"
            + " --mqttConfig=FILE",
        "--input=mqtt://me:basil-4712@h/a");
    assertFails(
        2,
        "--input=mqtt://h/a: no attribute @key: a message has @topic, @topic[N] (a level, from 0)"
            + " and @received",
        "--input=mqtt://h/a",
        "--key=@key");
    assertFails(
        2,
        "--input=mqtt://h/a: --mqttConfig=absent: cannot be read as a properties file",
        "--input=mqtt://h/a",
        "--mqttConfig=absent");
  }

  private Path config(String text) throws Exception {
    return Files.writeString(folder.getRoot().toPath().resolve("mqtt.properties"), text);
  }

  private void assertFails(String line, String... options) throws Exception {
    assertFails(1, line, options);
  }

  private void assertFails(int code, String line, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of("average"));
    all.addAll(List.of(options));
    if (!all.contains("--input=demo:")) {
      all.addAll(List.of("--value=x", "--window=global", "--stopWhenIdle=5s"));
    }
    Run run = Run.line(folder.getRoot().toPath(), all.toArray(new String[0]));
    assertThat(run.err(), not(containsString("basil")));
    run.fails(code, "tidemark: " + line);
  }
}
