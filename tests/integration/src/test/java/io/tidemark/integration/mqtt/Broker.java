// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import io.tidemark.testing.Await;
import io.tidemark.testing.KeyStoreFile;
import io.tidemark.testing.mqtt.BrokerProcess;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.rules.TemporaryFolder;

/** A broker, one for all tests, that can be killed and started again where it was. */
public final class Broker {
  /** What the port with a password asks for. */
  static final String PASSWORD = "open-sesame-4711";

  private static Broker running;

  private final TemporaryFolder folder = new TemporaryFolder();
  private final int port = freePort();
  private final int guardedPort = freePort();
  private final int tlsPort = freePort();
  private Process process;

  private Broker() {}

  /** The broker; it ends with the tests. */
  public static synchronized Broker get() {
    if (running == null) {
      Broker broker = new Broker();
      Runtime.getRuntime().addShutdownHook(new Thread(broker::end));
      try {
        broker.folder.create();
        KeyStoreFile.in(broker.folder.getRoot().toPath());
        broker.start();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      running = broker;
    }
    return running;
  }

  private void end() {
    if (process != null) {
      kill();
    }
    folder.delete();
  }

  /** Starts it, with all that it had. */
  void start() throws IOException {
    String classes =
        Path.of(BrokerProcess.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    Path others =
        Path.of(System.getProperty("tidemark.root"), "tests/mqtt-broker/target/class-path.txt");
    Path log = folder.getRoot().toPath().resolve("broker.log");
    Files.deleteIfExists(log);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + Files.readString(others).strip(),
                BrokerProcess.class.getName(),
                Integer.toString(port),
                Integer.toString(guardedPort),
                PASSWORD,
                folder.getRoot().toString(),
                Integer.toString(tlsPort),
                keyStore().toString(),
                KeyStoreFile.PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Await.until(
        "the broker is ready: " + log,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log));
          }
          return Files.readString(log).lines().anyMatch("ready"::equals);
        });
  }

  /** Ends it with no time to say goodbye. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The port that lets everybody in. */
  int port() {
    return port;
  }

  /** An address at the port that lets everybody in. */
  public String address(String topic) {
    return "mqtt://127.0.0.1:" + port + "/" + topic;
  }

  /** An address at the port that wants a password. */
  String guardedAddress(String topic) {
    return "mqtt://127.0.0.1:" + guardedPort + "/" + topic;
  }

  /** An address at the port with TLS. */
  String tlsAddress(String topic) {
    return "mqtts://127.0.0.1:" + tlsPort + "/" + topic;
  }

  /** The certificate of the port with TLS. */
  Path keyStore() {
    return folder.getRoot().toPath().resolve("server.p12");
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Mqtt5AsyncClient client(String name) {
    return Mqtt5Client.builder()
        .identifier(name)
        .serverHost("127.0.0.1")
        .serverPort(port)
        .buildAsync();
  }

  /** Publishes texts in turn with QoS 1, and is done when the broker has all. */
  void publish(List<Map.Entry<String, String>> messages) throws Exception {
    publishBytes(
        messages.stream()
            .map(
                message ->
                    Map.entry(
                        message.getKey(), message.getValue().getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  /** Publishes bodies as {@link #publish} does texts. */
  void publishBytes(List<Map.Entry<String, byte[]>> messages) throws Exception {
    Mqtt5AsyncClient client = client("publisher-" + UUID.randomUUID());
    client.connect().get(60, TimeUnit.SECONDS);
    List<CompletableFuture<Mqtt5PublishResult>> answers = new ArrayList<>();
    for (Map.Entry<String, byte[]> message : messages) {
      answers.add(
          client.publish(
              Mqtt5Publish.builder()
                  .topic(message.getKey())
                  .payload(message.getValue())
                  .qos(MqttQos.AT_LEAST_ONCE)
                  .build()));
    }
    for (CompletableFuture<Mqtt5PublishResult> answer : answers) {
      Optional<Throwable> refusal = answer.get(60, TimeUnit.SECONDS).getError();
      if (refusal.isPresent()) {
        throw new IllegalStateException("the broker did not take a message", refusal.get());
      }
    }
    client.disconnect().get(60, TimeUnit.SECONDS);
  }

  /**
   * Subscribes a client and goes, so that the broker keeps what comes for it: a run under that name
   * then finds all, whenever it starts.
   */
  void keepFor(String clientName, String filter) throws Exception {
    Mqtt5AsyncClient client = client(clientName);
    client
        .connectWith()
        .cleanStart(true)
        .sessionExpiryInterval(86_400)
        .send()
        .get(60, TimeUnit.SECONDS);
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .send()
        .get(60, TimeUnit.SECONDS);
    client.disconnect().get(60, TimeUnit.SECONDS);
  }

  /** The bodies that wait for a client, until there are none for some seconds. */
  Set<String> kept(String clientName) throws Exception {
    BlockingQueue<Mqtt5Publish> coming = new LinkedBlockingQueue<>();
    Mqtt5AsyncClient client = client(clientName);
    client.publishes(MqttGlobalPublishFilter.ALL, coming::add);
    client
        .connectWith()
        .cleanStart(false)
        .sessionExpiryInterval(86_400)
        .send()
        .get(60, TimeUnit.SECONDS);
    Set<String> bodies = new HashSet<>();
    for (Mqtt5Publish next = coming.poll(20, TimeUnit.SECONDS);
        next != null;
        next = coming.poll(5, TimeUnit.SECONDS)) {
      bodies.add(new String(next.getPayloadAsBytes(), StandardCharsets.UTF_8));
    }
    client.disconnect().get(60, TimeUnit.SECONDS);
    return bodies;
  }

  /** Everything that comes from now on, as {@code topic body}. */
  Queue<String> subscribe(String filter) throws Exception {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Mqtt5AsyncClient client = client("subscriber-" + UUID.randomUUID());
    client.publishes(
        MqttGlobalPublishFilter.ALL,
        message ->
            seen.add(
                message.getTopic()
                    + " "
                    + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8)));
    client.connect().get(60, TimeUnit.SECONDS);
    client
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .retainHandling(Mqtt5RetainHandling.SEND)
        .send()
        .get(60, TimeUnit.SECONDS);
    return seen;
  }
}
