// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.watch.Watch;
import io.tidemark.testing.Await;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Folders that are watched give what their files give when they are read as a whole. */
public class WatchedFolderTest {
  private static final Path BEIJING =
      Path.of(System.getProperty("tidemark.data", "absent")).resolve("beijing-air.csv.gz");
  private static final int FILES = 40;
  private static final int ROWS = 1_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void beijingInDailyPiecesIsBeijingToTheBit() throws IOException {
    assumeTrue("no real data beside the checkout: " + BEIJING, Files.isRegularFile(BEIJING));
    Path pieces = folder.newFolder("pieces").toPath();
    assertThat(cutIntoDays(pieces), greaterThan(1_000));
    Run file = beijing("--input=" + BEIJING).succeeds();
    List<String> rows = file.rows();

    for (String runner : List.of("direct", "flink")) {
      Run watched =
          beijing(
                  "--input=" + pieces,
                  "--watch=300ms",
                  "--stopWhenIdle=1s",
                  "--maxDelay=0s",
                  "--runner=" + runner)
              .succeeds();
      assertThat(runner, watched.rows(), equalTo(rows));
      assertThat(runner, watched.ledger(), equalTo(file.ledger()));
    }
  }

  /** Without the disorder of files of one look being allowed for, by any delay. */
  @Test
  public void filesOfOneLookDoNotMakeEachOtherLate() throws IOException {
    Path in = folder.newFolder("in").toPath();
    Files.writeString(in.resolve("a.csv"), "time,v\n2026-01-02T00:00:00Z,1\n");
    Files.writeString(
        in.resolve("b.csv"), "time,v\n2026-01-01T00:00:00Z,x\n2026-01-01T00:00:00Z,2\n");
    Files.write(in.resolve("c.csv.gz"), new byte[] {1, 2, 3});
    Run run =
        Run.average(
                folder.newFolder().toPath(),
                "--input=" + in + "/*",
                "--watch=200ms",
                "--stopWhenIdle=1s",
                "--value=v",
                "--time=time",
                "--maxDelay=0s",
                "--window=fixed:1h",
                "--statistics=sum")
            .succeeds();

    assertThat(run.rows(), hasSize(2));
    assertThat(run.late(), hasSize(0));
    assertThat(run.ledger(), equalTo(List.of(4L, 2L, 0L, 0L, 2L)));
    assertThat(
        new TreeSet<>(run.rejected()),
        equalTo(
            new TreeSet<>(
                List.of(
                    String.format(
                        "{\"source\":\"%s/b.csv:2\",\"reason\":\"value 'v': 'x' is not a number\","
                            + "\"record\":\"2026-01-01T00:00:00Z,x\",\"encoding\":\"utf-8\"}",
                        in),
                    String.format(
                        "{\"source\":\"%s/c.csv.gz\",\"reason\":\"is not gzip, though its name"
                            + " says so\",\"record\":\"\",\"encoding\":\"utf-8\"}",
                        in)))));
  }

  @Test
  public void filesThatComeWhileItRunsAreReadOnce() throws Exception {
    Collection<String> direct = run(TestRunner.DIRECT, List.of());
    Collection<String> flink = run(TestRunner.FLINK_STREAMING_1, List.of());

    assertThat(direct, hasSize(FILES * ROWS / 600 + 1 + 1));
    assertThat(new TreeSet<>(flink), equalTo(new TreeSet<>(direct)));
  }

  @Test
  public void aTaskThatFailsLosesAndDoublesNothing() throws Exception {
    Set<String> undisturbed = new TreeSet<>(run(TestRunner.FLINK_STREAMING_1, List.of()));
    Collection<String> failing = run(TestRunner.FLINK_STREAMING_1, places(2));

    assertThat(new TreeSet<>(failing), equalTo(undisturbed));
  }

  @Test
  public void aRunThatGoesOnFromACheckpointLosesAndDoublesNothing() throws Exception {
    Set<String> undisturbed = new TreeSet<>(run(TestRunner.FLINK_STREAMING_1, List.of()));
    Path in = folder.newFolder().toPath();
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    List<String> toFail = checkpoints.optionsToFail();
    prepare(places(1));
    CompletableFuture<Void> failing =
        CompletableFuture.runAsync(() -> run(TestRunner.FLINK_STREAMING_1, in, toFail));
    fill(in, 0, 4, failing);
    checkpoints.await(failing);
    fill(in, 4, FILES, failing);
    assertThrows(ExecutionException.class, failing::get);
    run(TestRunner.FLINK_STREAMING_1, in, checkpoints.optionsToGoOn());

    assertThat(new TreeSet<>(SeenFn.SEEN), equalTo(undisturbed));
  }

  private static List<Integer> places(int count) {
    long seed = Seed.of("WatchedFolderTest");
    return new Random(seed)
        .ints(FILES * ROWS / 8, FILES * ROWS)
        .distinct()
        .limit(count)
        .sorted()
        .boxed()
        .toList();
  }

  /** Runs over a folder that is filled as it is read, four files at a time, zipped or not. */
  private Collection<String> run(TestRunner runner, List<Integer> failAt) throws Exception {
    Path in = folder.newFolder().toPath();
    List<String> options =
        runner == TestRunner.DIRECT
            ? List.of("--blockOnRun=true")
            : List.of("--numberOfExecutionRetries=5", "--shutdownSourcesAfterIdleMs=0");
    prepare(failAt);
    CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(runner, in, options));
    fill(in, 0, FILES, running);
    running.get();
    assertThat(FailingFn.failures(), equalTo(failAt.size()));
    return List.copyOf(SeenFn.SEEN);
  }

  private static void prepare(List<Integer> failAt) {
    SeenFn.SEEN.clear();
    FailingFn.start(failAt);
  }

  private void fill(Path in, int from, int to, CompletableFuture<Void> running) throws IOException {
    for (int file = from; file < to; file++) {
      moveIn(in, file);
      int there = (file + 1) * ROWS;
      if (file % 4 == 3) {
        Await.until(there + " readings", () -> running.isDone() || FailingFn.furthest() >= there);
      }
    }
  }

  /** A reading a second, as if one file went on where the other ends. */
  private void moveIn(Path in, int file) throws IOException {
    StringBuilder text = new StringBuilder("time,value\n");
    for (int i = file * ROWS; i < (file + 1) * ROWS; i++) {
      text.append(i).append(',').append(i).append('\n');
    }
    String name = String.format("%03d.csv", file);
    Path written = folder.getRoot().toPath().resolve(file % 3 == 0 ? name + ".gz" : name);
    if (file % 3 == 0) {
      try (BufferedWriter out = zipped(written)) {
        out.append(text);
      }
    } else {
      Files.writeString(written, text);
    }
    Files.move(written, in.resolve(written.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void run(TestRunner runner, Path in, List<String> more) {
    List<String> all = new ArrayList<>(more);
    if (runner != TestRunner.DIRECT) {
      all.addAll(
          List.of(
              "--maxBundleSize=10",
              "--finishBundleBeforeCheckpointing=true",
              "--autoWatermarkInterval=5",
              "--checkpointingInterval=50",
              "--executionRetryDelay=10"));
    }
    PipelineOptions options = runner.options(all.toArray(new String[0]));
    Pipeline pipeline = Pipeline.create(options);
    ReadingSchema schema =
        ReadingSchema.ofValues("value")
            .withTime("time")
            .withTimeFormat(TimeFormat.parse("epochSeconds"));
    Readings<ReadingBlock> readings =
        pipeline.apply(
            "Source",
            Watch.source(
                    new SourceRequest(
                        "input",
                        in + "/*.csv*",
                        RecordFormat.byFileName(),
                        schema,
                        // Files that come together need no delay; those of two looks follow
                        // closely.
                        WatermarkPolicy.maxDelay(Duration.ofSeconds(4 * ROWS)),
                        Optional.of(Duration.ofSeconds(2)),
                        options),
                    Duration.ofMillis(100))
                .read());
    AveragesResult<Series> averages =
        readings
            .readings()
            .apply("Fail", ParDo.of(new FailingFn()))
            .setCoder(ReadingBlock.coder())
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse("fixed:10m"))
                    .overBlocks(Series.coder()));
    averages.results().apply("SeeResults", ParDo.of(new SeenFn<>()));
    PCollectionList.of(readings.ledger())
        .and(averages.ledger())
        .apply("Ledgers", Flatten.pCollections())
        .apply("Total", Ledgers.total())
        .apply("SeeLedger", ParDo.of(new SeenFn<>()));
    pipeline.run().waitUntilFinish();
  }

  private Run beijing(String... options) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.addAll(
        List.of(
            "--key=station",
            "--value=temp_c,pm25",
            "--time=epoch_sec_utc",
            "--timeFormat=epochSeconds",
            "--window=fixed:1d",
            "--statistics=count,sum,mean,min,max,stddev,first,last"));
    return Run.average(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  /** Writes a file for each day, of the lines as they follow, and returns how many. */
  private static int cutIntoDays(Path pieces) throws IOException {
    int count = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(BEIJING)), StandardCharsets.UTF_8))) {
      String header = lines.readLine();
      long day = Long.MIN_VALUE;
      BufferedWriter out = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        long dayOfLine = Long.parseLong(line.substring(0, line.indexOf(','))) / 86_400;
        if (dayOfLine != day) {
          if (out != null) {
            out.close();
          }
          day = dayOfLine;
          count++;
          out = Files.newBufferedWriter(pieces.resolve(day + ".csv"));
          out.append(header).append('\n');
        }
        out.append(line).append('\n');
      }
      if (out != null) {
        out.close();
      }
    }
    return count;
  }

  private static BufferedWriter zipped(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8));
  }

  /** Keeps the text of what passes by. */
  private static final class SeenFn<T> extends DoFn<T, Void> {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @ProcessElement
    public void see(@Element T element) {
      SEEN.add(element.toString());
    }
  }
}
