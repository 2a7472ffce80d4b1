// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.sink.WriteRows;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A stream into a directory: each file has rows, also where the stream ends after they are out. */
@RunWith(Parameterized.class)
public class StreamIntoFilesTest {
  private static final Schema ROWS = Schema.builder().addDoubleField("value").build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TestRunner runner;

  public StreamIntoFilesTest(TestRunner runner) {
    this.runner = runner;
  }

  @Parameters(name = "{0}")
  public static List<TestRunner> runners() {
    return List.of(TestRunner.DIRECT, TestRunner.FLINK_STREAMING_1);
  }

  @Test
  public void noFileIsOfAHeaderAlone() throws IOException {
    Path recording = folder.getRoot().toPath().resolve("recording.csv");
    Files.writeString(
        recording,
        "time,value\n2026-01-01T00:00:00Z,1\n2026-01-01T00:00:00Z,2\n2026-01-01T00:05:00Z,3\n");
    Path out = folder.newFolder().toPath();

    run(recording, out);

    assertThat(
        names(out),
        contains(
            "1.0-pane-0-00000-of-00001.csv",
            "2.0-pane-0-00000-of-00001.csv",
            "3.0-pane-0-00000-of-00001.csv"));
    for (String name : names(out)) {
      assertThat(
          Files.readAllLines(out.resolve(name)),
          equalTo(List.of("value", name.substring(0, "1.0".length()))));
    }
  }

  /** Over some seconds, in which what came first is flushed. */
  private void run(Path recording, Path out) {
    Pipeline pipeline =
        Pipeline.create(
            runner == TestRunner.DIRECT
                ? runner.options("--blockOnRun=true")
                : runner.options("--shutdownSourcesAfterIdleMs=0"));
    pipeline
        .apply(
            "Source",
            Replay.of(
                    FileRecording.of(
                        InputFiles.of(recording.toString()),
                        RecordFormat.byFileName(),
                        ReadingSchema.ofValues("value").withTime("time")))
                .withWatermark(WatermarkPolicy.maxDelay(Duration.ZERO))
                .withSpeed(100))
        .readings()
        .apply("Rows", FlatMapElements.into(TypeDescriptors.rows()).via(StreamIntoFilesTest::rows))
        .setRowSchema(ROWS)
        .apply(
            "Write",
            WriteRows.to(out + "/")
                .withFlushInterval(Duration.ofMillis(50))
                .withGroups(row -> row.getDouble("value").toString()));
    pipeline.run().waitUntilFinish();
  }

  private static List<Row> rows(ReadingBlock block) {
    return IntStream.range(0, block.size())
        .mapToObj(i -> Row.withSchema(ROWS).addValue(block.value(i)).build())
        .toList();
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
