// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.conformance.LookupHistory.Event;
import io.tidemark.conformance.LookupHistory.What;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Replay;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.lookup.Answer;
import io.tidemark.transforms.lookup.Lookup;
import io.tidemark.transforms.lookup.Request;
import io.tidemark.transforms.lookup.Update;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Tasks fail while a table is filled and asked, Flink restarts from a checkpoint, and all answers
 * are those of a sequential replay, also those that were given before and are given again.
 */
public class LookupUnderFailureTest {
  private static final int ROWS = 8_000;
  private static final int EACH = 8;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void anAnswerIsTheSameAfterARestart() throws IOException {
    long seed = Seed.of("LookupUnderFailureTest");
    Random random = new Random(seed);
    Map<String, List<Event>> historyOf = new TreeMap<>();
    Path input = input(random, historyOf);

    int first = ROWS / 4 + random.nextInt(ROWS / 4);
    FailingFn.start(List.of(first, first + ROWS / 3));
    Set<String> answers =
        new TreeSet<>(
            run(
                input,
                "--key=sensor",
                List.of(
                    "--numberOfExecutionRetries=5",
                    "--executionRetryDelay=10",
                    "--shutdownSourcesAfterIdleMs=0")));

    Set<String> expected = new TreeSet<>();
    historyOf.values().forEach(all -> expected.addAll(LookupHistory.answers(all, 60_000)));
    assertThat(FailingFn.failures(), equalTo(2));
    assertThat(answers, equalTo(expected));
  }

  @Test
  public void aRunThatGoesOnFromATableOfSomethingElseIsRefused() throws IOException {
    Path input = input(new Random(1), new TreeMap<>());
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    FailingFn.start(List.of(ROWS / 2));
    List<String> toFail = checkpoints.optionsToFail();
    assertThrows(RuntimeException.class, () -> run(input, "--key=sensor", toFail));

    FailingFn.start(List.of());
    List<String> toGoOn = checkpoints.optionsToGoOn();
    List<String> once = new ArrayList<>(toGoOn);
    once.add("--numberOfExecutionRetries=0"); // Flink tries again without end where it may
    RuntimeException refused =
        assertThrows(RuntimeException.class, () -> run(input, "--key=station", once));
    assertThat(
        rootOf(refused).getMessage(),
        equalTo(
            "the state that the run goes on from was kept for something else than --key=station"));

    FailingFn.start(List.of());
    assertThat(run(input, "--key=sensor", toGoOn), not(empty()));
  }

  private static Throwable rootOf(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** A reading a second, up to four seconds out of order; {@link #kindOf} says what it is for. */
  private Path input(Random random, Map<String, List<Event>> historyOf) throws IOException {
    List<String> lines = new ArrayList<>(List.of("sensor,time,number"));
    for (int i = 0; i < ROWS; i++) {
      String sensor = "s" + random.nextInt(20);
      long time = 1_000L * i - random.nextInt(4_000);
      lines.add(sensor + "," + time + "," + i);
      What what = kindOf(i);
      historyOf
          .computeIfAbsent(sensor, unused -> new ArrayList<>())
          .add(new Event(time, what, what == What.ASK ? "q" + i : String.format("%05d", i)));
    }
    return Files.write(folder.getRoot().toPath().resolve("input.csv"), lines);
  }

  private static What kindOf(int number) {
    return switch (number % EACH) {
      case 0 -> What.ASK;
      case 3, 4 -> What.MERGE;
      case 6 -> What.DELETE;
      default -> What.PUT;
    };
  }

  private static List<String> run(Path input, String stateOf, List<String> options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--maxBundleSize=50",
                "--finishBundleBeforeCheckpointing=true",
                "--autoWatermarkInterval=5",
                "--checkpointingInterval=50"));
    all.addAll(options);
    Pipeline pipeline =
        Pipeline.create(TestRunner.FLINK_STREAMING_1.options(all.toArray(String[]::new)));
    ReadingSchema schema =
        ReadingSchema.ofValues("number")
            .withKey("sensor")
            .withTime("time")
            .withTimeFormat(TimeFormat.parse("epochMillis"));
    PCollection<KV<String, Integer>> numbers =
        pipeline
            .apply(
                "Source",
                Replay.of(
                        FileRecording.of(
                            InputFiles.of(input.toString()), RecordFormat.byFileName(), schema))
                    .withWatermark(WatermarkPolicy.maxDelay(Duration.ofSeconds(5)))
                    .withSpeed(4_000))
            .readings()
            .apply("FailTwice", ParDo.of(new FailingFn()))
            .setCoder(ReadingBlock.coder())
            .apply("Numbers", ParDo.of(new NumberFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()));
    PCollection<KV<String, Update<String>>> updates =
        numbers
            .apply("Updates", ParDo.of(new UpdateFn()))
            .setCoder(KvCoder.of(StringUtf8Coder.of(), Update.coder(StringUtf8Coder.of())));
    numbers
        .apply("Requests", ParDo.of(new RequestFn()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), Request.coder()))
        .apply(
            "Lookup",
            Lookup.<String, String>in(updates)
                .withStateOf(stateOf)
                .withMerge((before, value) -> before + value)
                .withTimeToLive(Duration.ofSeconds(60)))
        .answers()
        .apply("See", ParDo.of(new SeeFn()));
    SeeFn.SEEN.clear();
    pipeline.run().waitUntilFinish();
    return List.copyOf(SeeFn.SEEN);
  }

  /** Takes blocks apart. */
  private static final class NumberFn extends DoFn<ReadingBlock, KV<String, Integer>> {
    @ProcessElement
    public void take(@Element ReadingBlock block, OutputReceiver<KV<String, Integer>> out)
        throws IOException {
      for (int i = 0; i < block.size(); i++) {
        byte[] key = block.key(block.series(i));
        out.outputWithTimestamp(
            KV.of(CoderUtils.decodeFromByteArray(Series.coder(), key).key(), (int) block.value(i)),
            Instant.ofEpochMilli(block.time(i)));
      }
    }
  }

  private static final class UpdateFn
      extends DoFn<KV<String, Integer>, KV<String, Update<String>>> {
    @ProcessElement
    public void make(
        @Element KV<String, Integer> number, OutputReceiver<KV<String, Update<String>>> out) {
      String value = String.format("%05d", number.getValue());
      switch (kindOf(number.getValue())) {
        case PUT -> out.output(KV.of(number.getKey(), Update.put(value)));
        case MERGE -> out.output(KV.of(number.getKey(), Update.merge(value)));
        case DELETE -> out.output(KV.of(number.getKey(), Update.delete()));
        case ASK -> {}
      }
    }
  }

  private static final class RequestFn extends DoFn<KV<String, Integer>, KV<String, Request>> {
    @ProcessElement
    public void make(@Element KV<String, Integer> number, OutputReceiver<KV<String, Request>> out) {
      if (kindOf(number.getValue()) == What.ASK) {
        out.output(KV.of(number.getKey(), Request.of("q" + number.getValue())));
      }
    }
  }

  private static final class SeeFn extends DoFn<KV<String, Answer<String>>, Void> {
    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();

    @ProcessElement
    public void see(@Element KV<String, Answer<String>> element) {
      Answer<String> answer = element.getValue();
      String value =
          answer
              .value()
              .map(v -> v + " of " + answer.time().orElseThrow().toEpochMilli())
              .orElse("nothing");
      SEEN.add(answer.id() + ": " + value);
    }
  }
}
