// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.hdfs;

import io.tidemark.testing.Await;
import io.tidemark.testing.hdfs.NodeProcess;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.junit.rules.TemporaryFolder;

/** A single node of HDFS in a process of its own, one for all tests, and what they put there. */
final class Node {
  /** As this module is configured to be. */
  private static final String USER = System.getProperty("HADOOP_USER_NAME");

  private static Node running;

  private final TemporaryFolder folder = new TemporaryFolder();
  private final int port = freePort();
  private Process process;
  private FileSystem files;

  private Node() {}

  /** The node; it ends with the tests. */
  static synchronized Node get() throws IOException {
    if (running == null) {
      Node node = new Node();
      Runtime.getRuntime().addShutdownHook(new Thread(node::end));
      node.folder.create();
      node.start();
      node.files = FileSystem.get(java.net.URI.create(node.address("/")), new Configuration(false));
      running = node;
    }
    return running;
  }

  private void end() {
    if (process != null) {
      kill();
    }
    folder.delete();
  }

  /** Ends it with no time to say goodbye. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it, with all that it had. */
  void start() throws IOException {
    Path place = folder.getRoot().toPath();
    String classes =
        NodeProcess.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Path others =
        Path.of(System.getProperty("tidemark.root"), "tests/hdfs-node/target/class-path.txt");
    Path log = place.resolve("node.log");
    Files.deleteIfExists(log);
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-DHADOOP_USER_NAME=hdfs",
                "-cp",
                String.join(
                    File.pathSeparator,
                    classes,
                    place.toString(),
                    Files.readString(others).strip()),
                NodeProcess.class.getName(),
                Integer.toString(port),
                place.toString(),
                USER)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HADOOP_"));
    process = builder.start();
    Await.until(
        "the node is ready: " + log,
        () -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(log));
          }
          return Files.readString(log).lines().anyMatch("ready"::equals);
        });
  }

  /** The address of a path. */
  String address(String path) {
    return "hdfs://127.0.0.1:" + port + path;
  }

  /** Copies a file there, under a hidden name first. */
  void put(Path file, String path) throws IOException {
    org.apache.hadoop.fs.Path target = path(path);
    org.apache.hadoop.fs.Path hidden =
        new org.apache.hadoop.fs.Path(target.getParent(), "." + target.getName());
    files.copyFromLocalFile(false, true, new org.apache.hadoop.fs.Path(file.toUri()), hidden);
    files.rename(hidden, target);
  }

  /** Copies a file from there. */
  void get(String path, Path file) throws IOException {
    files.copyToLocalFile(false, path(path), new org.apache.hadoop.fs.Path(file.toUri()), true);
  }

  /** The names of what is in a directory, hidden files too. */
  List<String> names(String directory) throws IOException {
    return Arrays.stream(files.listStatus(path(directory)))
        .map(FileStatus::getPath)
        .map(org.apache.hadoop.fs.Path::getName)
        .sorted()
        .toList();
  }

  private org.apache.hadoop.fs.Path path(String path) {
    return new org.apache.hadoop.fs.Path(address(path));
  }

  /** A port that nobody listens on now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
