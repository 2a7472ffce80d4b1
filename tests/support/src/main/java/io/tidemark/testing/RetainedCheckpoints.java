// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Future;
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

  /** Waits until there is one to go on from, or a run has ended without. */
  public void await(Future<?> run) {
    Await.until("a checkpoint", () -> run.isDone() || all().findAny().isPresent());
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

  /** Checkpoints are numbered. */
  private Path last() throws IOException {
    return all()
        .max(
            Comparator.comparingInt(
                path -> Integer.parseInt(path.getFileName().toString().substring(4))))
        .orElseThrow();
  }

  /** One without metadata was not finished. While the run goes on, any may be gone at once. */
  private Stream<Path> all() throws IOException {
    List<Path> found = new ArrayList<>();
    if (Files.exists(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (file.endsWith("_metadata")) {
                found.add(file.getParent());
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return found.stream();
  }
}
