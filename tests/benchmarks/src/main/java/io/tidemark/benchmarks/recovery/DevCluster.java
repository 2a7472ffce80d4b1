// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The cluster of {@code runner-configs/flink}: processes of two TaskManagers and a JobManager. */
final class DevCluster implements AutoCloseable {
  private static final Path SCRIPTS = Path.of("runner-configs/flink").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final int port;
  private final Path folder;

  private DevCluster(int port, Path folder) {
    this.port = port;
    this.folder = folder;
  }

  /**
   * Starts one.
   *
   * @param memory of each TaskManager, in megabytes
   * @param folder where what the scripts say is kept
   */
  static DevCluster up(int port, int memory, Path folder) {
    DevCluster cluster = new DevCluster(port, folder);
    cluster.script(
        "cluster", "up", "--taskmanagers", "2", "--memory", "" + memory, "--port", "" + port);
    return cluster;
  }

  /** Runs a script of the folder, and returns what it printed. */
  List<String> script(String name, String... arguments) {
    List<String> words = new ArrayList<>(List.of(SCRIPTS.resolve(name).toString()));
    words.addAll(List.of(arguments));
    return new Command(words, folder.resolve(name), PATIENCE).run().lines();
  }

  /** Starts a job, and returns its id when all its tasks run. */
  String submit(List<String> arguments) {
    return script("submit", arguments.toArray(new String[0])).stream()
        .filter(line -> line.startsWith("job "))
        .map(line -> line.split(" ", 3)[1])
        .findFirst()
        .orElseThrow(() -> new FailedRun("no job was submitted", List.of()));
  }

  /** Ends a TaskManager as {@code kill -9} does. */
  void killTaskManager(int number) {
    try {
      Path file = SCRIPTS.resolve("target/cluster/taskmanager-" + number + ".pid");
      long pid = Long.parseLong(Files.readString(file).strip());
      if (ProcessHandle.of(pid).filter(ProcessHandle::destroyForcibly).isEmpty()) {
        throw new FailedRun("TaskManager " + number + " does not run", List.of());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts what has died. */
  void restart() {
    script("cluster", "up");
  }

  /** What Flink answers, such as to {@code jobs/ID/checkpoints}. */
  JsonNode ask(String path) {
    try {
      return JSON.readTree(URI.create("http://127.0.0.1:" + port + "/" + path).toURL());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that is removed with the cluster. */
  Path checkpoints() {
    return SCRIPTS.resolve("target/cluster/checkpoints");
  }

  @Override
  public void close() {
    script("cluster", "down");
  }
}
