// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The embedded Flink that all engines run on: the same for Beam and for Flink's own programs. */
final class FlinkSettings {
  static final int PARALLELISM = 2;
  static final long CHECKPOINT_INTERVAL = 10_000;

  /** Where state is kept unless somebody says otherwise: {@code hashmap} or {@code rocksdb}. */
  static final String BACKEND = "hashmap";

  private static volatile String backend = BACKEND;

  private FlinkSettings() {}

  /** Keeps state there from now on. */
  static void useBackend(String name) {
    backend = name;
  }

  /** Where this process keeps its checkpoints. */
  static Path checkpoints() {
    return Path.of(System.getProperty(Command.FOLDER, "target/runs"))
        .toAbsolutePath()
        .resolve("checkpoints");
  }

  /** Checkpoints in files, as those of any size need; room for Flink SQL to sort. */
  static Map<String, String> all() {
    return new TreeMap<>(
        Map.of(
            "state.backend.type", backend,
            "state.backend.incremental", "true",
            "state.checkpoints.dir", checkpoints().toUri().toString(),
            "taskmanager.memory.managed.size", "512m",
            "taskmanager.memory.network.min", "128m",
            "taskmanager.memory.network.max", "128m",
            "jobmanager.bind-host", "localhost",
            "rest.bind-address", "localhost"));
  }

  /** A configuration folder with these settings. */
  static Path folder() throws IOException {
    Path folder = Files.createTempDirectory("tidemark-flink");
    StringBuilder text = new StringBuilder();
    all().forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    Path file = Files.writeString(folder.resolve("config.yaml"), text);
    file.toFile().deleteOnExit();
    folder.toFile().deleteOnExit();
    return folder;
  }
}
