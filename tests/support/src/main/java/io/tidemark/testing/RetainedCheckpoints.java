// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Checkpoints of embedded Flink that outlive a run which fails, for another to go on from. */
public final class RetainedCheckpoints {
  private final Path folder;

  /** Checkpoints in a folder, which need not be there yet. */
  public RetainedCheckpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Options of a run that leaves its checkpoints here and fails for good with its first failure.
   */
  public List<String> optionsToFail() throws IOException {
    // Flink does not give another parallelism to a run of which a task has ended.
    return options("", "--numberOfExecutionRetries=0", "--shutdownSourcesAfterIdleMs=600000");
  }

  /** Options of a run that goes on from the last checkpoint. */
  public List<String> optionsToGoOn() throws IOException {
    return options(
        String.format(
            "execution.savepoint.path: %s%nexecution.savepoint.ignore-unclaimed-state: true%n",
            last().toUri()),
        "--shutdownSourcesAfterIdleMs=0");
  }

  private List<String> options(String configuration, String... more) throws IOException {
    Files.createDirectories(folder);
    Path conf = Files.createTempDirectory(folder, "conf");
    Files.writeString(
        conf.resolve("config.yaml"),
        String.format(
            "jobmanager.bind-host: localhost%nrest.bind-address: localhost%n"
                + "state.checkpoints.dir: %s%n%s",
            folder.resolve("checkpoints").toUri(), configuration));
    return Stream.concat(
            Stream.of(
                "--flinkConfDir=" + conf,
                "--maxParallelism=128",
                "--externalizedCheckpointsEnabled=true",
                "--retainExternalizedCheckpointsOnCancellation=true"),
            Stream.of(more))
        .toList();
  }

  /** Checkpoints are numbered; one without metadata was not finished. */
  private Path last() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.endsWith("_metadata"))
          .map(Path::getParent)
          .max(
              Comparator.comparingInt(
                  path -> Integer.parseInt(path.getFileName().toString().substring(4))))
          .orElseThrow();
    }
  }
}
