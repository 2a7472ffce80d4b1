// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Replay;
import io.tidemark.testing.Await;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.transforms.alerts.Alert;
import io.tidemark.transforms.alerts.Alerts;
import io.tidemark.transforms.alerts.Condition;
import io.tidemark.transforms.alerts.Group;
import io.tidemark.transforms.alerts.Rule;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A run on Flink is cut at a random place, another goes on from its last checkpoint, and together
 * they tell what an uncut run tells: no episode fires twice.
 */
public class AlertRestoreTest {
  private static final int ROWS = 12_000;
  private static final Duration DOWN = Duration.ofSeconds(20);

  private static final List<Rule> RULES =
      List.of(
          Rule.of("all-high", Condition.above(220, 200))
              .withGroup(Group.byKeyParts(1, List.of()))
              .withDuration(Duration.ofSeconds(5)),
          Rule.of("two-high", Condition.above(300, 250))
              .withGroup(
                  Group.byKeyParts(1, List.of()).withAtLeast(2).withStale(Duration.ofSeconds(20))),
          Rule.of("high", Condition.above(300, 250))
              .withDuration(Duration.ofSeconds(20))
              .withCooldown(Duration.ofSeconds(10)),
          Rule.of("quiet", Condition.silence(Duration.ofSeconds(15))),
          Rule.of("odd", Condition.zScore(1.5, 1.5, 50)),
          Rule.of("drifting", Condition.ewma(3, 2, 100, 0.2)));

  @org.junit.Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aRunGoesOnWhereItWasCut() throws IOException {
    long seed = Seed.of("AlertRestoreTest");
    Random random = new Random(seed);
    Path input = input(random);
    List<String> whole = run(input, 2, List.of(), List.of("--shutdownSourcesAfterIdleMs=0"));
    assertThat(whole, hasSize(greaterThan(50)));

    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    int failAt = ROWS / 3 + random.nextInt(ROWS / 2);
    List<String> toFail = checkpoints.optionsToFail();
    assertThrows(RuntimeException.class, () -> run(input, 1, List.of(failAt), toFail));
    Set<String> together = new TreeSet<>(SeenFn.takeAll());
    together.addAll(run(input, 3, List.of(), checkpoints.optionsToGoOn()));

    assertThat("the rest is not all", FailingFn.seen(), lessThan(ROWS));
    assertThat(together, equalTo(new TreeSet<>(whole)));
    for (Rule rule : RULES) {
      assertThat(rule.name(), together.stream().anyMatch(step -> isOf(rule, step)));
    }
    Set<String> steps = new HashSet<>();
    together.forEach(step -> assertThat(step, steps.add(step.split(" at ", 2)[0])));
  }

  /** Before the source is read again nobody knows whether it stood still meanwhile. */
  @Test
  public void aRunThatWasDownIsNoStandstill() throws IOException {
    Path input = input(new Random(1));
    List<Rule> rules = List.of(Rule.of("down", Condition.standstill(DOWN)));
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    List<String> toFail = checkpoints.optionsToFail();
    assertThrows(RuntimeException.class, () -> run(input, 1, List.of(ROWS / 2), toFail, rules));
    assertThat(SeenFn.takeAll(), empty());
    Instant later = Instant.now().plus(DOWN);
    Await.until("the run has been down long enough", () -> Instant.now().isAfter(later));

    HoldFn.BEFORE.set(0);
    assertThat(run(input, 1, List.of(), checkpoints.optionsToGoOn(), rules), empty());
    assertThat("the rest is not all", FailingFn.seen(), lessThan(ROWS));
  }

  /** The source is held, and not the step that watches: its timers fire. */
  @Test
  public void aSourceThatStandsStillIsTold() throws IOException {
    Path input = input(new Random(1));
    HoldFn.BEFORE.set(ROWS / 3);
    List<String> steps =
        run(
            input,
            1,
            List.of(),
            List.of("--shutdownSourcesAfterIdleMs=0"),
            List.of(Rule.of("down", Condition.standstill(HoldFn.HELD.dividedBy(4)))));

    for (String sensor : List.of("s0", "s1", "s2")) {
      List<String> states =
          steps.stream()
              .filter(step -> step.contains("key=" + sensor + ","))
              .map(step -> step.split(" ", 3)[1])
              .toList();
      // A slow machine may stand still of itself, also at the end.
      assertThat(sensor, states, hasSize(greaterThan(1)));
      for (int i = 0; i < states.size(); i++) {
        assertThat(sensor, states.get(i), equalTo(i % 2 == 0 ? "FIRING" : "RESOLVED"));
      }
    }
  }

  private static boolean isOf(Rule rule, String step) {
    return step.contains(" rule=" + rule.name() + ",") || step.contains(rule.name() + ": ");
  }

  private static List<String> run(
      Path input, int parallelism, List<Integer> failAt, List<String> options) {
    return run(input, parallelism, failAt, options, RULES);
  }

  private static List<String> run(
      Path input, int parallelism, List<Integer> failAt, List<String> options, List<Rule> rules) {
    SeenFn.takeAll();
    FailingFn.start(failAt);
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
    pipeline
        .apply(
            "Source",
            Replay.of(
                    FileRecording.of(
                        InputFiles.of(input.toString()), RecordFormat.byFileName(), schema))
                .withWatermark(WatermarkPolicy.maxDelay(Duration.ofSeconds(5)))
                .withSpeed(4_000))
        .readings()
        .apply("Fail", ParDo.of(new FailingFn()))
        .setCoder(ReadingBlock.coder())
        .apply("Hold", ParDo.of(new HoldFn()))
        .setCoder(ReadingBlock.coder())
        .apply("Alerts", Alerts.by(rules).withAllowedLateness(Duration.ofSeconds(30)).overBlocks())
        .alerts()
        .apply("See", ParDo.of(new SeenFn()));
    pipeline.run().waitUntilFinish();
    return SeenFn.takeAll();
  }

  /** Three sensors, a reading a second, up to four seconds out of order. */
  private Path input(Random random) throws IOException {
    List<String> lines = new ArrayList<>(List.of("sensor,time,value"));
    for (int i = 0; i < ROWS; i++) {
      long time = i * 1_000L - random.nextInt(4_000);
      double tide = 200 + 150 * Math.sin(i / 300.0) + random.nextInt(200) - 100;
      lines.add("s" + random.nextInt(3) + "," + time + "," + Math.round(tide));
    }
    return Files.write(folder.getRoot().toPath().resolve("input.csv"), lines);
  }

  /** Once, after so many readings, it lets nothing by for a while. */
  private static final class HoldFn extends DoFn<ReadingBlock, ReadingBlock> {
    private static final Duration HELD = DOWN.dividedBy(10);
    private static final long NEVER = Long.MAX_VALUE;
    private static final AtomicLong BEFORE = new AtomicLong(NEVER);

    @ProcessElement
    public void pass(@Element ReadingBlock block, OutputReceiver<ReadingBlock> out) {
      long left = BEFORE.get() == NEVER ? NEVER : BEFORE.addAndGet(-block.size());
      if (left < 0) {
        BEFORE.set(NEVER);
        Instant later = Instant.now().plus(HELD);
        Await.until("timers that were due have fired", () -> Instant.now().isAfter(later));
      }
      out.output(block);
    }
  }

  /** Keeps the text of what passes by. */
  private static final class SeenFn extends DoFn<Alert, Void> {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @ProcessElement
    public void see(@Element Alert alert) {
      SEEN.add(String.format("%s %s at %s", alert.id(), alert.state(), alert));
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
