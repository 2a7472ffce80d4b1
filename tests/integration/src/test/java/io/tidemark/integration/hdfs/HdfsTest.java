// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.hdfs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files of HDFS, with nothing configured: an address is all that is typed. */
public class HdfsTest {
  private static final Path BEIJING =
      Path.of(System.getProperty("tidemark.data", "absent")).resolve("beijing-air.csv.gz");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void beijingThereAndBackIsBeijingToTheBit() throws IOException {
    assumeTrue("no real data beside the checkout: " + BEIJING, Files.isRegularFile(BEIJING));
    Node node = Node.get();
    Path local = folder.newFolder().toPath();
    List<String> rows = beijing("--input=" + BEIJING, local + "/averages.csv");
    assertThat(rows.size(), greaterThan(1_000));
    node.put(BEIJING, "/data/beijing/beijing-air.csv.gz");

    int runs = 0;
    for (String runner : List.of("--runner=direct", "--runner=flink")) {
      String output = "/data/averages/" + runs++ + ".csv";
      List<String> written =
          beijing(
              "--input=" + node.address("/data/beijing/*.csv.gz"), node.address(output), runner);
      Path copy = folder.getRoot().toPath().resolve("copy.csv");
      node.get(output, copy);
      assertThat(runner, sorted(copy), equalTo(rows));
      assertThat(written.size(), equalTo(0)); // it is there and not here
    }
    assertThat(node.names("/data/averages"), contains("0.csv", "1.csv"));
  }

  @Test
  public void aPlainFileIsReadInRangesAndADirectoryAsItsFiles() throws IOException {
    Node node = Node.get();
    String in = "/data/" + UUID.randomUUID();
    StringBuilder lines = new StringBuilder("time,v\n");
    for (int i = 0; i < 400_000; i++) {
      lines.append(i).append(',').append(i % 7).append('\n');
    }
    Path file = Files.writeString(folder.newFile("plain.csv").toPath(), lines);
    node.put(file, in + "/plain.csv");
    node.put(Files.writeString(folder.newFile().toPath(), "time,v\n1,1\n"), in + "/not-this.txt");
    List<String> expected = sums("--input=" + file).rows();

    for (String input : List.of(in, in + "/", in + "/*.csv", in + "/plain.csv")) {
      assertThat(input, sums("--input=" + node.address(input)).rows(), equalTo(expected));
    }
  }

  @Test
  public void aFolderIsWatchedAlsoWhileItsServerIsAway() throws Exception {
    Node node = Node.get();
    String in = "/data/" + UUID.randomUUID();
    node.put(hour(0), in + "/0.csv");
    Path local = folder.newFolder().toPath();
    Path out = local.resolve("out");
    CompletableFuture<Run> run =
        CompletableFuture.supplyAsync(() -> watch(node, in, local, out + "/", "11s"));
    // Rows of a stream are written some time after they came.
    Await.until("windows of the first file are there", () -> run.isDone() || !names(out).isEmpty());
    node.kill();
    node.start();
    node.put(hour(1), in + "/1.csv");

    assertThat(run.get().succeeds().ledger(), contains(7_200L, 7_200L, 0L, 0L, 0L));
    List<String> rows = new ArrayList<>();
    for (String name : names(out)) {
      rows.addAll(Files.readAllLines(out.resolve(name)).stream().skip(1).toList());
    }
    assertThat(rows.size(), equalTo(12));
    assertThat(rows.stream().filter(row -> row.endsWith(",ON_TIME,0,600")).count(), equalTo(12L));
  }

  @Test
  public void aStreamWritesItsPanesThereAndNotAmongThoseOfAnother() throws Exception {
    Node node = Node.get();
    String in = "/data/" + UUID.randomUUID();
    node.put(hour(0), in + "/0.csv");
    Path local = folder.newFolder().toPath();
    String out = node.address(in + "/out/");
    watch(node, in, local, out, "2s").succeeds();

    List<String> names = node.names(in + "/out");
    assertThat(names.size(), equalTo(6));
    Path copy = local.resolve("copy.csv");
    node.get(in + "/out/" + names.get(0), copy);
    assertThat(
        Files.readAllLines(copy).get(1),
        equalTo(",v,1970-01-01T00:00:00Z,1970-01-01T00:10:00Z,ON_TIME,0,600"));
    assertThat(
        watch(node, in, local, out, "2s").err().strip(),
        equalTo(
            String.format(
                "tidemark: --output=%s: has results of an earlier run: remove %s and the others,"
                    + " or take another directory",
                out, names.get(0))));
  }

  @Test
  public void mistakesAreOneLineWithin15Seconds() throws IOException {
    Node node = Node.get();
    int nobody = Node.freePort();
    assertMistake(
        "tidemark: --input=" + node.address("/data/absent.csv") + ": no such file",
        "--input=" + node.address("/data/absent.csv"));
    assertMistake(
        "tidemark: --input=hdfs://127.0.0.1:"
            + nobody
            + "/a.csv: cannot be listed: "
            + "ConnectException: Connection refused",
        "--input=hdfs://127.0.0.1:" + nobody + "/a.csv");
    assertMistake(
        "tidemark: --input=hdfs://no-such-host.invalid:8020/a.csv: cannot be listed: "
            + "UnknownHostException: no-such-host.invalid",
        "--input=hdfs://no-such-host.invalid:8020/a.csv");
    assertMistake(
        "tidemark: --input="
            + node.address("/closed/*.csv")
            + ": cannot be listed: Permission denied: user=alice, access=READ_EXECUTE,"
            + " inode=\"/closed\":hdfs:supergroup:drwx------",
        "--input=" + node.address("/closed/*.csv"));
    assertMistake(
        "tidemark: --output="
            + node.address("/closed/out.csv")
            + ": cannot be written: Permission denied: user=alice, access=EXECUTE,"
            + " inode=\"/closed\":hdfs:supergroup:drwx------",
        "--input=" + hour(0),
        "--output=" + node.address("/closed/out.csv"));
    assertMistake(
        "tidemark: --input="
            + node.address("/data/absent/")
            + ": there is no "
            + node.address("/data/absent")
            + " to watch",
        "--input=" + node.address("/data/absent/"),
        "--watch=1s",
        "--stopWhenIdle=2s");
    assertMistake(
        "tidemark: --input 'hdfs:///a.csv': must be hdfs://HOST:PORT/PATH, or HADOOP_CONF_DIR must"
            + " say where it is",
        "--input=hdfs:///a.csv");
  }

  @Test
  public void aServerThatDoesNotAnswerIsGivenUp() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0)) {
      String input = "hdfs://127.0.0.1:" + deaf.getLocalPort() + "/a.csv";
      assertMistake(
          "tidemark: --input=" + input + ": cannot be listed: SocketTimeoutException: .*",
          "--input=" + input);
    }
  }

  private void assertMistake(String line, String... options) throws IOException {
    Instant start = Instant.now();
    Run run = sums(options);
    assertThat(
        run.err().strip(),
        matchesRegex(line.contains(".*") ? line : java.util.regex.Pattern.quote(line)));
    assertThat(line, Duration.between(start, Instant.now()), lessThan(Duration.ofSeconds(15)));
  }

  private Run sums(String... options) throws IOException {
    Path local = folder.newFolder().toPath();
    List<String> line = new ArrayList<>(List.of("average"));
    line.addAll(Arrays.asList(options));
    line.addAll(
        List.of("--value=v", "--time=time", "--timeFormat=epochSeconds", "--statistics=count,sum"));
    if (Arrays.stream(options).noneMatch(option -> option.startsWith("--output="))) {
      line.add("--output=" + local.resolve("output.csv"));
    }
    return Run.line(local, line.toArray(new String[0]));
  }

  /** Runs, and returns the rows of the output if that is a local file. */
  private List<String> beijing(String input, String output, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "average",
                input,
                "--key=station",
                "--value=temp_c,pm25",
                "--time=epoch_sec_utc",
                "--timeFormat=epochSeconds",
                "--window=fixed:1d",
                "--statistics=count,sum,mean,min,max,stddev,first,last",
                "--output=" + output));
    line.addAll(Arrays.asList(options));
    Run.line(folder.getRoot().toPath(), line.toArray(new String[0])).succeeds();
    return output.startsWith("/") ? sorted(Path.of(output)) : List.of();
  }

  private static List<String> sorted(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }

  private static Run watch(Node node, String in, Path local, String out, String silence) {
    return Run.line(
        local,
        "average",
        "--input=" + node.address(in),
        "--watch=500ms",
        "--stopWhenIdle=" + silence,
        "--value=v",
        "--time=time",
        "--timeFormat=epochSeconds",
        "--window=fixed:10m",
        "--statistics=count",
        "--maxDelay=1s",
        "--output=" + out,
        "--ledger=" + local.resolve("ledger.json"));
  }

  /** The names of the files in a directory, if there is one, without hidden ones. */
  private static List<String> names(Path directory) throws IOException {
    String[] names = directory.toFile().list();
    return names == null
        ? List.of()
        : Arrays.stream(names).filter(name -> !name.startsWith(".")).toList();
  }

  /** A file with a reading for each second of an hour. */
  private Path hour(int hour) throws IOException {
    StringBuilder lines = new StringBuilder("time,v\n");
    for (int i = 3_600 * hour; i < 3_600 * (hour + 1); i++) {
      lines.append(i).append(",1\n");
    }
    return Files.writeString(folder.newFile().toPath().resolveSibling(hour + ".csv"), lines);
  }
}
