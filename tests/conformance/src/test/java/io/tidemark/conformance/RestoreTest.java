// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * A run on Flink ends with a failure at a random place, another goes on from its last checkpoint
 * with another parallelism, and together they give what an uncut run gives, to the bit.
 */
@RunWith(Parameterized.class)
public class RestoreTest {
  private static final int ROWS = 12_000;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final String SUMS = "count,sum,mean,min,max,stddev,first,last";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Plan plan;
  private final String windows;
  private final Statistics statistics;

  public RestoreTest(Plan plan, String windows, String statistics) {
    this.plan = plan;
    this.windows = windows;
    this.statistics = Statistics.parse(statistics);
  }

  /**
   * Both plans; panes that are folded before the shuffle; sessions; count windows, and statistics
   * that move with them.
   */
  @Parameters(name = "{0} {1} {2}")
  public static List<Object[]> plans() {
    String more = SUMS + ",median,distinct,rate,ewma(1m)";
    return List.of(
        new Object[] {Plan.AUTO, "sliding:10m/1m", more + ",timeWeightedMean(linear,2m)"},
        new Object[] {Plan.AUTO, "sliding:10m/1m", SUMS},
        new Object[] {Plan.REFERENCE, "sliding:10m/1m", more},
        new Object[] {Plan.AUTO, "session:8s", more},
        new Object[] {Plan.AUTO, "count:300/20", more},
        new Object[] {Plan.AUTO, "count:300/20", "count,sum,mean,stddev"},
        new Object[] {Plan.REFERENCE, "count:300/20", "count,sum,mean,stddev"});
  }

  @Test
  public void aRunGoesOnFromACheckpointWithAnotherParallelism() throws IOException {
    long seed = Seed.of("RestoreTest " + plan + " " + windows + " " + statistics);
    Random random = new Random(seed);
    Path input = input(random);
    Set<String> whole =
        new TreeSet<>(run(input, 2, NEVER, List.of("--shutdownSourcesAfterIdleMs=0")));

    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    int failAt = ROWS / 3 + random.nextInt(ROWS / 2);
    List<String> before = new ArrayList<>();
    List<String> toFail = checkpoints.optionsToFail();
    assertThrows(RuntimeException.class, () -> run(input, 1, failAt, toFail));
    before.addAll(SeenFn.takeAll());
    refusesOtherState(input, checkpoints);
    refusesOtherInput(input, checkpoints);
    List<String> after = run(input, 4, NEVER, checkpoints.optionsToGoOn());

    Set<String> together = new TreeSet<>(before);
    together.addAll(after);
    together.removeIf(line -> line.startsWith("ledger") && !after.contains(line));
    assertThat(together, equalTo(whole));
    assertThat("the rest is not all", FailFn.PASSED.get(), lessThan(ROWS));
    assertThat(
        after, hasItems("ledger Ledger{read=0, used=" + ROWS + ", late=0, missing=0, rejected=0}"));
  }

  private void refusesOtherState(Path input, RetainedCheckpoints checkpoints) throws IOException {
    assertThat(
        refusal(input, checkpoints, "sliding:20m/1m"),
        equalTo(
            "the run that is resumed has state of --window=" + windows + ", not sliding:20m/1m"));
  }

  private void refusesOtherInput(Path input, RetainedCheckpoints checkpoints) throws IOException {
    Path other = Files.copy(input, input.resolveSibling("other.csv"));
    assertThat(
        refusal(other, checkpoints, windows),
        equalTo(String.format("--input: the run that is resumed reads %s, not %s", input, other)));
  }

  /** What a run says at last that may not go on. */
  private String refusal(Path input, RetainedCheckpoints checkpoints, String window)
      throws IOException {
    List<String> options = new ArrayList<>(checkpoints.optionsToGoOn());
    options.add("--numberOfExecutionRetries=0");
    Throwable refused =
        assertThrows(RuntimeException.class, () -> run(input, 1, NEVER, options, window));
    while (refused.getCause() != null) {
      refused = refused.getCause();
    }
    return refused.getMessage();
  }

  private List<String> run(Path input, int parallelism, int failAt, List<String> options) {
    return run(input, parallelism, failAt, options, windows);
  }

  private List<String> run(
      Path input, int parallelism, int failAt, List<String> options, String window) {
    SeenFn.takeAll();
    FailFn.LEFT.set(failAt);
    FailFn.PASSED.set(0);
    List<String> all =
        new ArrayList<>(
            List.of(
                "--runner=FlinkRunner",
                "--flinkMaster=[local]",
                "--streaming=true",
                "--parallelism=" + parallelism,
                "--maxBundleSize=50",
                "--finishBundleBeforeCheckpointing=true",
                "--autoWatermarkInterval=5",
                "--checkpointingInterval=100"));
    all.addAll(options);
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs(all.toArray(new String[0])).create());
    ReadingSchema schema =
        ReadingSchema.ofValues("value")
            .withKey("sensor")
            .withTime("time")
            .withTimeFormat(TimeFormat.parse("epochMillis"));
    AveragesResult<Series> averages =
        pipeline
            .apply(
                "Source",
                Replay.of(
                        FileRecording.of(
                            InputFiles.of(input.toString()), RecordFormat.byFileName(), schema))
                    .withWatermark(WatermarkPolicy.maxDelay(Duration.ofSeconds(5)))
                    .withSpeed(4_000)
                    .withIdentity(new SourceIdentity("input", "--window=" + window)))
            .readings()
            .apply("Fail", ParDo.of(new FailFn()))
            .setCoder(ReadingBlock.coder())
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse(window))
                    .withStatistics(statistics)
                    .withPlan(plan)
                    .overBlocks(Series.coder()));
    averages.results().apply("SeeResults", ParDo.of(new SeenFn<>("result")));
    averages
        .ledger()
        .apply("Total", Ledgers.total())
        .apply("SeeLedger", ParDo.of(new SeenFn<>("ledger")));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertThat(stateMetrics(result), everyItem(equalTo(0L)));
    return SeenFn.takeAll();
  }

  /** How many series, panes and bytes are kept, by the metrics. */
  private static List<Long> stateMetrics(PipelineResult result) {
    List<Long> sizes = new ArrayList<>();
    for (String name : List.of("state_series", "state_panes", "state_bytes")) {
      MetricsFilter filter =
          MetricsFilter.builder()
              .addNameFilter(MetricNameFilter.named(BundleLedger.NAMESPACE, name))
              .build();
      long sum = 0;
      for (MetricResult<Long> each : result.metrics().queryMetrics(filter).getCounters()) {
        sum += each.getAttempted();
      }
      sizes.add(sum);
    }
    return sizes;
  }

  /** Three sensors, a reading a second, up to four seconds out of order. */
  private Path input(Random random) throws IOException {
    List<String> lines = new ArrayList<>(List.of("sensor,time,value"));
    for (int i = 0; i < ROWS; i++) {
      long time = i * 1_000L - random.nextInt(4_000);
      lines.add("s" + random.nextInt(3) + "," + time + "," + random.nextInt(400) / 10.0);
    }
    return Files.write(folder.getRoot().toPath().resolve("input.csv"), lines);
  }

  /** Passes readings on until it has passed so many. */
  private static final class FailFn extends DoFn<ReadingBlock, ReadingBlock> {
    private static final AtomicInteger LEFT = new AtomicInteger();
    private static final AtomicInteger PASSED = new AtomicInteger();

    @ProcessElement
    public void pass(@Element ReadingBlock block, OutputReceiver<ReadingBlock> out) {
      PASSED.addAndGet(block.size());
      int before = LEFT.getAndAdd(-block.size());
      if (before > 0 && before <= block.size()) {
        throw new IllegalStateException("fails, on purpose");
      }
      out.output(block);
    }
  }

  /** Keeps the text of what passes by. */
  private static final class SeenFn<T> extends DoFn<T, Void> {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    private final String what;

    SeenFn(String what) {
      this.what = what;
    }

    @ProcessElement
    public void see(@Element T element) {
      SEEN.add(what + " " + element);
    }

    static List<String> takeAll() {
      List<String> all = new ArrayList<>();
      for (String next = SEEN.poll(); next != null; next = SEEN.poll()) {
        all.add(next);
      }
      return all;
    }
  }
}
