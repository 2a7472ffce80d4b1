// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing.kafka;

import io.tidemark.testing.KeyStoreFile;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * A Kafka broker in a process of its own, on loopback and free ports: one listener for anybody, one
 * for a user with a password, one with TLS.
 */
public final class Broker {
  /** The user with a password. */
  public static final String USER = "alice";

  /** The password. */
  public static final String PASSWORD = "correct-horse-4711";

  private static final Path LIBS =
      Path.of(System.getProperty("tidemark.root", "."), "tests/kafka-broker/target/libs");

  private final Path folder;
  private final int port;
  private final int securePort;
  private final int tlsPort;
  private final Path keyStore;
  private Process process;

  private Broker() throws IOException {
    folder = Files.createTempDirectory("kafka");
    List<Integer> ports = freePorts(4);
    port = ports.get(0);
    securePort = ports.get(1);
    tlsPort = ports.get(2);
    keyStore = KeyStoreFile.in(folder);
    Files.write(configuration(), settings(ports.get(3)));
  }

  /** The one that tests share; it ends with the JVM. */
  public static Broker shared() {
    return Shared.BROKER;
  }

  private static final class Shared {
    private static final Broker BROKER = start();
  }

  /** Starts one; it ends with the JVM at the latest. */
  public static Broker start() {
    try {
      Broker broker = new Broker();
      run(
              broker.folder,
              "kafka.tools.StorageTool",
              "format",
              "-t",
              Uuid.randomUuid().toString(),
              "-c",
              broker.configuration().toString())
          .waitFor(60, TimeUnit.SECONDS);
      Runtime.getRuntime().addShutdownHook(new Thread(broker::remove));
      broker.restart();
      return broker;
    } catch (IOException e) {
      throw new IllegalStateException("the broker does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker starts", e);
    }
  }

  /** Starts it again, with what it had. */
  public void restart() throws IOException {
    process = run(folder, "kafka.Kafka", configuration().toString());
    Topics.of(this).awaitReady();
  }

  /** Ends it at once, as kill -9 does. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void remove() {
    kill();
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Host and port for anybody. */
  public String server() {
    return "127.0.0.1:" + port;
  }

  /** Host and port for the user. */
  public String secureServer() {
    return "127.0.0.1:" + securePort;
  }

  /** Host and port for whom trusts {@link #keyStore}. */
  public String tlsServer() {
    return "127.0.0.1:" + tlsPort;
  }

  /** The certificate of the listener with TLS, in a store made by {@link KeyStoreFile}. */
  public Path keyStore() {
    return keyStore;
  }

  /** The address of a topic. */
  public String address(String topic) {
    return "kafka://" + server() + "/" + topic;
  }

  private Path configuration() {
    return folder.resolve("server.properties");
  }

  private List<String> settings(int controllerPort) {
    return List.of(
        "process.roles=broker,controller",
        "node.id=1",
        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
        "controller.listener.names=CONTROLLER",
        "inter.broker.listener.name=OPEN",
        String.format(
            "listeners=OPEN://%s,SECURE://%s,TLS://%s,CONTROLLER://127.0.0.1:%s",
            server(), secureServer(), tlsServer(), controllerPort),
        String.format(
            "advertised.listeners=OPEN://%s,SECURE://%s,TLS://%s",
            server(), secureServer(), tlsServer()),
        "listener.security.protocol.map="
            + "OPEN:PLAINTEXT,SECURE:SASL_PLAINTEXT,TLS:SSL,CONTROLLER:PLAINTEXT",
        "listener.name.tls.ssl.keystore.type=PKCS12",
        "listener.name.tls.ssl.keystore.location=" + keyStore,
        "listener.name.tls.ssl.keystore.password=" + KeyStoreFile.PASSWORD,
        "listener.name.tls.ssl.key.password=" + KeyStoreFile.PASSWORD,
        "listener.name.secure.sasl.enabled.mechanisms=PLAIN",
        "listener.name.secure.plain.sasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required user_"
            + USER
            + "=\""
            + PASSWORD
            + "\";",
        "log.dirs=" + folder.resolve("log"),
        "offsets.topic.num.partitions=4",
        "offsets.topic.replication.factor=1",
        "transaction.state.log.num.partitions=4",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "group.initial.rebalance.delay.ms=0",
        "auto.create.topics.enable=true",
        "log.retention.ms=-1");
  }

  private static Process run(Path folder, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            LIBS + "/*",
            program));
    command.addAll(List.of(arguments));
    File output = folder.resolve(program + ".txt").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
        .start();
  }

  /** Ports that are free now, all at the same time. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
