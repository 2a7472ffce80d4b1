// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A cluster of processes, started by {@code runner-configs/flink/cluster} in a copy of its folder:
 * of a tree with a space in its name, and without Maven, since the jars are there.
 */
final class Cluster implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("tidemark.root", "."));
  private static final String SCRIPTS = "runner-configs/flink";

  /** The folder of the scripts, as the repository has it. */
  static final Path SOURCE = ROOT.resolve(SCRIPTS);

  private static final int MINUTES = 5;

  private final Path home;
  private final int port;
  private final Path directory;

  private Cluster(Path home, int port, Path directory) {
    this.home = home;
    this.port = port;
    this.directory = directory;
  }

  /** The same, with scripts that are run from a directory; else it is the root of all. */
  Cluster from(Path other) {
    return new Cluster(home, port, other);
  }

  /** A copy of the scripts; nothing runs yet. */
  static Cluster in(Path folder) throws IOException {
    Path root = Files.createDirectories(folder.resolve("a tree"));
    Path home = root.resolve(SCRIPTS);
    copy(SOURCE, home);
    Files.createDirectories(home.resolve("target"));
    Path jars = SOURCE.resolve("target/lib").toAbsolutePath();
    Files.createSymbolicLink(home.resolve("target/lib"), jars);
    Files.writeString(jars.resolve(".complete"), "");
    Files.createDirectories(root.resolve("pipelines"));
    Files.createSymbolicLink(
        root.resolve("pipelines/target"), ROOT.resolve("pipelines/target").toAbsolutePath());
    return new Cluster(home, freePort(), home.getRoot());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(path, copy, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Of the web page; those that the script derives from it are free as well. */
  private static int freePort() throws IOException {
    while (true) {
      try (ServerSocket socket = bind(0)) {
        int port = socket.getLocalPort();
        if (port < 10_000) {
          continue;
        }
        bind(port - 1958).close();
        bind(port - 5900).close();
        return port;
      } catch (IOException taken) {
        // Another one, then.
      }
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
  }

  /** Where its processes may show metrics, if they do. */
  IntStream prometheusPorts() throws IOException {
    String[] range = Files.readString(target("cluster/prometheus")).strip().split("-", 2);
    return IntStream.rangeClosed(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
  }

  int port() {
    return port;
  }

  /** What a script printed, and what it ended with. */
  record Output(int code, String out, String err) {
    Output succeeds() {
      assertThat(out + err, code, is(0));
      return this;
    }

    /** The first word of a line that begins with another word. */
    String wordAfter(String first) {
      String line = out.lines().filter(l -> l.startsWith(first + " ")).findFirst().orElseThrow();
      return line.split(" ", 3)[1];
    }
  }

  /** Runs one of the scripts. */
  Output run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(home.resolve(script).toString()));
    command.addAll(Arrays.asList(arguments));
    Path out = Files.createTempFile(home, "out", "");
    Path err = Files.createTempFile(home, "err", "");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    Output output = new Output(process.waitFor(), Files.readString(out), Files.readString(err));
    Files.delete(out);
    Files.delete(err);
    return output;
  }

  /** Starts it, or what has died of it. */
  void up(String... options) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("up"));
    arguments.addAll(Arrays.asList(options));
    run("cluster", arguments.toArray(new String[0])).succeeds();
  }

  /** Ends a process at once. */
  void kill(String process) throws IOException, InterruptedException {
    signal("-KILL", process);
  }

  /** Stops a process where it is. */
  void freeze(String process) throws IOException, InterruptedException {
    signal("-STOP", process);
  }

  /** Lets it go on. */
  void thaw(String process) throws IOException, InterruptedException {
    signal("-CONT", process);
  }

  private void signal(String signal, String process) throws IOException, InterruptedException {
    String pid = Files.readString(target("cluster/" + process + ".pid")).strip();
    String kill = String.format("kill %s %s", signal, pid);
    assertThat(new ProcessBuilder("sh", "-c", kill).start().waitFor(), is(0));
  }

  /** A file or folder that the scripts write. */
  Path target(String path) {
    return home.resolve("target").resolve(path);
  }

  /** How many lines of the logs of all processes have a text. */
  long linesOfLog(String text) throws IOException {
    long lines = 0;
    try (DirectoryStream<Path> logs = Files.newDirectoryStream(target("cluster/log"), "*.log")) {
      for (Path log : logs) {
        try (Stream<String> all = Files.lines(log)) {
          lines += all.filter(line -> line.contains(text)).count();
        }
      }
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(target("cluster"))) {
        run("cluster", "down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
