// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process that is run to its end and timed.
 *
 * <p>What it prints goes to files in the work folder, so that nothing waits for a reader. A process
 * that fails or takes too long is an error with the end of what it said.
 */
public final class Command {
  /** The system property by which a process of ours knows the folder that it may fill. */
  public static final String FOLDER = "benchmark.folder";

  private static final int LAST_WORDS = 5;

  private final List<String> words;
  private final Path folder;
  private final Duration timeout;

  /** A command, where its output goes, and how long it may take. */
  public Command(List<String> words, Path folder, Duration timeout) {
    this.words = words;
    this.folder = folder;
    this.timeout = timeout;
  }

  /** A JVM like this one, with the same class path. */
  public static Command java(
      String heap, String mainClass, List<String> arguments, Path folder, Duration timeout) {
    List<String> words = new ArrayList<>();
    words.add(javaProgram());
    if (!heap.isEmpty()) {
      words.add("-Xmx" + heap);
    }
    words.add("-XX:+ExitOnOutOfMemoryError");
    words.add("-D" + FOLDER + "=" + folder);
    words.addAll(List.of("-cp", classPath(), mainClass));
    words.addAll(arguments);
    return new Command(words, folder, timeout);
  }

  /** The program that runs this JVM. */
  public static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }

  /**
   * Runs it.
   *
   * @throws FailedRun if it ends with another code than 0, or not in time
   */
  public Finished run() {
    try {
      clear();
      Path out = folder.resolve("stdout");
      Path err = folder.resolve("stderr");
      ProcessBuilder builder =
          new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
      // An exported one makes an embedded Flink obey the cluster that is described there.
      builder.environment().remove("FLINK_CONF_DIR");
      long start = System.nanoTime();
      int code = waitFor(builder.start());
      double seconds = (System.nanoTime() - start) / 1e9;
      clearFolders();
      if (code != 0) {
        throw new FailedRun(String.format("ended with %d after %.0f s", code, seconds), end(err));
      }
      return new Finished(seconds, Files.readAllLines(out));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the run before has left. */
  private void clear() throws IOException {
    delete(folder);
    Files.createDirectories(folder);
  }

  /** Checkpoints can be large; what the run said stays. */
  private void clearFolders() throws IOException {
    List<Path> entries;
    try (Stream<Path> all = Files.list(folder)) {
      entries = all.filter(Files::isDirectory).toList();
    }
    for (Path entry : entries) {
      delete(entry);
    }
  }

  private static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      try (Stream<Path> old = Files.walk(root)) {
        old.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private int waitFor(Process process) throws InterruptedException {
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      throw new FailedRun("not ready after " + timeout.toSeconds() + " s", List.of());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static List<String> end(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return lines.subList(Math.max(0, lines.size() - LAST_WORDS), lines.size());
  }

  /** How long a process took, from its start to its end, and what it printed. */
  public record Finished(double seconds, List<String> lines) {}

  /** A run without a result; the others can go on. */
  public static final class FailedRun extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What happened, and the last words of the process. */
    public FailedRun(String what, List<String> lastWords) {
      super(lastWords.isEmpty() ? what : what + "\n  " + String.join("\n  ", lastWords));
    }
  }
}
