// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.KeyStoreFile;
import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a user can mend is one line within 15 seconds, without a secret in it. */
public class KafkaMistakesTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);
  private static final long PATIENCE_SECONDS = 15;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aHostThatIsNotThere() throws IOException {
    String address = "kafka://no-such-host.invalid:9092/readings";
    assertFails(1, address + ": no such host", "--input=" + address);
  }

  @Test
  public void aBrokerThatDoesNotAnswer() throws IOException {
    String address = "kafka://127.0.0.1:1/readings";
    String problem = ": no broker answers; one that asks for TLS or a user needs --kafkaConfig";
    assertFails(1, address + problem, "--input=" + address);
  }

  @Test
  public void aBrokerThatAsksForAUser() throws IOException {
    String address = "kafka://" + BROKER.secureServer() + "/" + TOPICS.create(1);
    String problem = ": no broker answers; one that asks for TLS or a user needs --kafkaConfig";
    assertFails(1, address + problem, "--input=" + address);
  }

  @Test
  public void aTopicThatDoesNotExistIsNotMade() throws IOException {
    String address = BROKER.address("not-there");
    assertFails(1, address + ": there is no such topic", "--input=" + address);
    assertFails(
        1,
        "--output=" + address + ": there is no such topic",
        "--input=" + file(),
        "--output=" + address);
    assertThat(TOPICS.names(), not(hasItem("not-there")));
  }

  @Test
  public void anAddressWithoutATopic() throws IOException {
    assertFails(
        2,
        "--input 'kafka://127.0.0.1:9092': must be kafka://HOST:PORT/TOPIC, or several HOST:PORT"
            + " with commas between",
        "--input=kafka://127.0.0.1:9092");
  }

  @Test
  public void aWrongPasswordIsNotShown() throws IOException {
    String address = "kafka://" + BROKER.secureServer() + "/" + TOPICS.create(1);
    Path config = ClientConfig.user(folder, "wrong-battery-0815");
    String said =
        assertFails(
            1,
            address + ": the broker refuses the user or password of --kafkaConfig",
            "--input=" + address,
            "--kafkaConfig=" + config,
            "--stacktrace");
    assertThat(said, not(containsString("wrong-battery")));
    assertFails(
        1,
        "--output=" + address + ": the broker refuses the user or password of --kafkaConfig",
        "--input=" + file(),
        "--output=" + address,
        "--kafkaConfig=" + config);
  }

  @Test
  public void aSettingThatIsNoneDoesNotShowThePassword() throws IOException {
    String address = "kafka://" + BROKER.secureServer() + "/" + TOPICS.create(1);
    Path config =
        ClientConfig.of(
            folder,
            "security.protocol=SASL_PLAINTEXT",
            "sasl.mechanism=PLAIN",
            "sasl.jaas.config=some.Module required password=\"hidden-staple\" broken");
    Run run = run("--input=" + address, "--kafkaConfig=" + config, "--stacktrace");
    assertThat(run.exitCode(), equalTo(1));
    assertThat(run.err(), containsString(address + ": see --kafkaConfig: "));
    assertThat(run.err(), not(containsString("hidden-staple")));
  }

  @Test
  public void theRightPasswordIsAllItTakes() throws IOException {
    String topic = TOPICS.create(1);
    TOPICS.send(
        List.of(Topics.message(topic, 0, "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":4.5}")));
    run(
            "--input=kafka://" + BROKER.secureServer() + "/" + topic,
            "--kafkaConfig=" + ClientConfig.user(folder, Broker.PASSWORD),
            "--stopWhenIdle=2s")
        .succeeds();
  }

  @Test
  public void whoTrustsTheCertificateReadsOverTls() throws IOException {
    String topic = TOPICS.create(1);
    TOPICS.send(
        List.of(Topics.message(topic, 0, "{\"time\":\"2026-01-01T00:00:00Z\",\"value\":4.5}")));
    String output = TOPICS.create(1);
    String address = "kafka://" + BROKER.tlsServer() + "/" + topic;
    Path config =
        ClientConfig.of(
            folder,
            "security.protocol=SSL",
            "ssl.truststore.type=PKCS12",
            "ssl.truststore.location=" + BROKER.keyStore(),
            "ssl.truststore.password=" + KeyStoreFile.PASSWORD);
    run(
            "--input=" + address,
            "--output=kafka://" + BROKER.tlsServer() + "/" + output,
            "--kafkaConfig=" + config,
            "--stopWhenIdle=2s")
        .succeeds();
    assertThat(TOPICS.read(output), hasSize(1));

    String said =
        assertFails(
            1,
            address + ": the TLS connection fails, see --kafkaConfig: SSL handshake failed",
            "--input=" + address,
            "--kafkaConfig=" + ClientConfig.of(folder, "security.protocol=SSL"),
            "--stacktrace");
    assertThat(said, not(containsString(KeyStoreFile.PASSWORD)));
  }

  @Test
  public void aConfigFileThatIsNotThere() throws IOException {
    assertFails(
        2,
        "--kafkaConfig 'absent.properties': there is no such file",
        "--input=" + BROKER.address("readings"),
        "--kafkaConfig=absent.properties");
  }

  @Test
  public void aSizeThatIsNone() throws IOException {
    assertFails(
        1,
        "--kafkaConfig: max.request.size=2MB: must be a whole number",
        "--input=" + file(),
        "--output=" + BROKER.address(TOPICS.create(1)),
        "--kafkaConfig=" + ClientConfig.of(folder, "max.request.size=2MB"));
  }

  @Test
  public void aStartThatIsNone() throws IOException {
    assertFails(
        2,
        "--kafkaStart 'yesterday': must be earliest, latest, group or a time such as"
            + " 2026-01-01T00:00:00Z",
        "--input=" + BROKER.address("readings"),
        "--kafkaStart=yesterday");
    assertFails(
        2,
        "--kafkaStart 'group': needs a group.id in --kafkaConfig",
        "--input=" + BROKER.address("readings"),
        "--kafkaStart=group");
  }

  @Test
  public void anAttributeThatRecordsDoNotHave() throws IOException {
    assertFails(
        2,
        "field '@topic': records of Kafka have @key, @timestamp, @partition, @offset",
        "--input=" + BROKER.address("readings"),
        "--key=@topic");
  }

  @Test
  public void exactlyOnceWithoutCheckpoints() throws IOException {
    String topic = TOPICS.create(1);
    String problem =
        "--exactlyOnce=true: needs a stream on Flink with checkpoints: --runner=flink"
            + " --checkpointingInterval=10000 (milliseconds)";
    String output = "--output=" + BROKER.address(topic);
    assertFails(1, problem, "--input=demo:100", output, "--exactlyOnce");
    assertFails(1, problem, "--input=demo:100", output, "--exactlyOnce", "--runner=flink");
  }

  private Path file() throws IOException {
    return Files.writeString(
        folder.newFolder().toPath().resolve("input.csv"), "time,value\n2026-01-01T00:00:00Z,4.5\n");
  }

  private String assertFails(int code, String line, String... options) throws IOException {
    long start = System.nanoTime();
    Run run = run(options);
    long seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat(run.err().lines().findFirst().orElse(""), equalTo("tidemark: " + line));
    assertThat(run.exitCode(), equalTo(code));
    assertThat(seconds, lessThan(PATIENCE_SECONDS));
    return run.err();
  }

  private Run run(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("average"));
    if (Arrays.stream(options).noneMatch(option -> option.startsWith("--input=demo"))) {
      arguments.addAll(List.of("--value=value", "--time=time"));
    }
    arguments.addAll(Arrays.asList(options));
    return Run.line(folder.newFolder().toPath(), arguments.toArray(new String[0]));
  }
}
