// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.Assume.assumeThat;

import io.tidemark.integration.flink.Cluster.Output;
import io.tidemark.testing.Await;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the scripts do, and what they say when they can't. */
public class ClusterIT {
  private static final String[] JOB = {
    "average",
    "--input=demo:endless",
    "--speed=50x",
    "--window=fixed:1m",
    "--checkpointingInterval=1000",
    "--jobName=air"
  };

  private static final String PROMETHEUS = "--prometheus";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aJobIsSubmittedRescaledStoppedResumedAndCancelled() throws Exception {
    Path results = folder.newFolder().toPath();
    try (Cluster cluster = Cluster.in(folder.newFolder().toPath())) {
      String port = "--port=" + cluster.port();
      Output started =
          cluster.run(
              "cluster", "up", "--port", "" + cluster.port(), "--taskmanagers", "2", PROMETHEUS);
      assertThat(started.succeeds().err(), containsString("OF EVERY INTERFACE of this machine"));
      MeasuredJob measured = MeasuredJob.measure(cluster, folder.newFolder().toPath());
      assertThat(
          cluster.run("cluster", "up").err(),
          is(String.format("cluster: runs already, at http://127.0.0.1:%s\n", cluster.port())));

      Output submitted = submit(cluster, "submit", results, "--parallelism=2").succeeds();
      assertThat(
          submitted.out(),
          containsString(String.format("at http://127.0.0.1:%s/#/job/", cluster.port())));
      String id = submitted.wordAfter("job");
      assertThat(cluster.run("list").succeeds().out(), containsString(id + "  RUNNING"));
      awaitRows(results);
      Await.until("a watermark", () -> cluster.run("status").out().contains("behind now"));
      assertThat(
          cluster.run("status", "air").succeeds().out(),
          allOf(
              containsString("air  RUNNING since "),
              containsString("\n  readings     read "),
              containsString(
                  "behind now; the lowest is that of Source/Read, task 0,"
                      + " partition recording\n"),
              containsString("\n  checkpoints  the last, ")));

      measured.hasTheNumbersOfItsLedger();
      assertThat(
          cluster.run("rescale", "air", "4").succeeds().out(), containsString("stopped at "));
      // Tasks without anything to read end at the first checkpoint; until then a stop may fail.
      Await.until(
          "a checkpoint",
          () -> cluster.run("status", "air").out().contains("checkpoints  the last, "));
      String savepoint = cluster.run("stop", "air").succeeds().out().strip();
      assertThat(cluster.run("status").out(), is("no job runs\n"));
      refusesOtherWindows(cluster, savepoint);
      int before = rows(results).size();
      Output resumed = submit(cluster, "resume", savepoint, results, "--parallelism=1").succeeds();
      Await.until("more results", () -> rows(results).size() > before + 1);
      assertThat(
          cluster.run("cancel", "air").out(),
          is(String.format("job %s is CANCELED\n", resumed.wordAfter("job"))));

      List<String> rows = rows(results);
      assertThat("a row is there twice", rows.stream().distinct().count(), is((long) rows.size()));
      cluster.run("cluster", "down").succeeds();
      assertThat(port, Files.exists(cluster.target("cluster")), is(false));
      assertThat(processes(cluster), is(empty()));
    }
  }

  private void refusesOtherWindows(Cluster cluster, String savepoint) throws Exception {
    Output refused =
        cluster.run(
            "resume",
            savepoint,
            "average",
            "--input=demo:endless",
            "--window=fixed:2m",
            "--jobName=other",
            "--output=" + folder.newFolder() + "/");
    assertThat(refused.code(), is(1));
    assertThat(
        refused.err(),
        containsString(
            " is CANCELED: the run that is resumed has state of --window=fixed:1m, not fixed:2m\n"));
    assertThat(cluster.run("status").out(), is("no job runs\n"));
  }

  @Test
  public void whatDiedIsStartedAgain() throws Exception {
    try (Cluster cluster = Cluster.in(folder.newFolder().toPath())) {
      cluster.up("--port", String.valueOf(cluster.port()));
      cluster.kill("taskmanager-1");
      Await.until(
          "its end",
          () ->
              cluster
                  .run("cluster", "status")
                  .out()
                  .contains("taskmanager-1 has died; start it again with: cluster up"));

      assertThat(
          cluster.run("cluster", "up").succeeds().out(),
          is(String.format("started taskmanager-1; http://127.0.0.1:%s\n", cluster.port())));
    }
  }

  @Test
  public void whatCannotBeIsOneLine() throws Exception {
    try (Cluster cluster = Cluster.in(folder.newFolder().toPath());
        ServerSocket taken =
            new ServerSocket(cluster.port(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(
          cluster.run("cluster", "up", "--port", String.valueOf(taken.getLocalPort())).err(),
          is(
              String.format(
                  "cluster: port %d or %d is taken; choose another with --port\n",
                  cluster.port(), cluster.port() - 1958)));
      assertThat(Files.exists(cluster.target("cluster")), is(false));
      assertThat(cluster.run("cluster", "down").err(), is("cluster: there is none\n"));
      assertThat(
          cluster.run("cluster", "up", "--taskmanagers", "no").err(),
          is("cluster: --taskmanagers needs a number of 1 or more\n"));
      assertThat(cluster.run("cluster", "sideways").code(), is(2));

      String nobody = "127.0.0.1:" + (cluster.port() - 1958);
      Output list = cluster.run("list", "--flinkMaster=" + nobody);
      assertThat(
          list.err(),
          is(
              String.format(
                  "tidemark: --flinkMaster '%s': no Flink cluster answers there\n", nobody)));
      assertThat(list.code(), is(1));
      assertThat(
          cluster.run("rescale", "air").err(),
          matchesPattern("tidemark: rescale 'air': usage: tidemark rescale JOB PARALLELISM .*\n"));
    }
  }

  @Test
  public void scriptsPassShellcheckWhereItIs() throws Exception {
    Process there = new ProcessBuilder("sh", "-c", "command -v shellcheck").start();
    assumeThat(there.waitFor(), is(0));
    Process check =
        new ProcessBuilder("shellcheck", "cluster", "job", "../../pipelines/tidemark")
            .directory(Cluster.SOURCE.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(check.getInputStream().readAllBytes(), UTF_8), is(""));
    assertThat(check.waitFor(), is(0));
  }

  private static Output submit(Cluster cluster, String command, Path results, String more)
      throws Exception {
    Cluster nearby = cluster.from(results.getParent());
    return nearby.run(
        command,
        Stream.concat(Stream.of(JOB), Stream.of(more, "--output=" + results.getFileName() + "/"))
            .toArray(String[]::new));
  }

  private static Output submit(
      Cluster cluster, String command, String savepoint, Path results, String more)
      throws Exception {
    Cluster nearby = cluster.from(results.getParent());
    return nearby.run(
        command,
        Stream.concat(
                Stream.concat(Stream.of(savepoint), Stream.of(JOB)),
                Stream.of(more, "--output=" + results.getFileName() + "/"))
            .toArray(String[]::new));
  }

  private static void awaitRows(Path results) {
    Await.until("results", () -> !rows(results).isEmpty());
  }

  private static List<String> rows(Path results) throws Exception {
    try (Stream<Path> files = Files.list(results)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .flatMap(file -> lines(file))
          .filter(line -> !line.startsWith("key,"))
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> processes(Cluster cluster) {
    String folder = cluster.target("cluster").toString();
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(folder))
        .toList();
  }
}
