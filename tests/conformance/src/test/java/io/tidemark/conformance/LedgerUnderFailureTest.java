// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.block.Readings;
import io.tidemark.io.demo.DemoRecording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.row.RowFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A task fails in mid-run, Flink restarts from a checkpoint, and the ledger is that of a run
 * without a failure. (The Direct runner does not retry.)
 */
public class LedgerUnderFailureTest {
  private static final int RECORDS = 20_000;
  private static final Schema LEDGER = Schema.builder().addStringField("ledger").build();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aRestartCountsNothingTwice() throws IOException {
    Path whole = folder.getRoot().toPath().resolve("whole.csv");
    Path failing = folder.getRoot().toPath().resolve("failing.csv");

    run(whole, List.of());
    run(failing, List.of(RECORDS / 2));

    assertThat(FailingFn.failures(), equalTo(1));
    assertThat(Files.readString(failing), equalTo(Files.readString(whole)));
  }

  private static void run(Path output, List<Integer> failAt) {
    FailingFn.start(failAt);
    Pipeline pipeline =
        Pipeline.create(
            TestRunner.FLINK_STREAMING_1.options(
                "--maxBundleSize=100",
                "--finishBundleBeforeCheckpointing=true",
                "--autoWatermarkInterval=5",
                "--checkpointingInterval=50",
                "--numberOfExecutionRetries=3",
                "--executionRetryDelay=10",
                "--shutdownSourcesAfterIdleMs=0"));
    Readings<ReadingBlock> readings =
        pipeline.apply(
            "Source",
            Replay.of(DemoRecording.of(1, RECORDS, DemoRecording.SCHEMA))
                .withWatermark(WatermarkPolicy.maxDelay(Duration.ofSeconds(5)))
                .withSpeed(200));
    AveragesResult<Series> averages =
        readings
            .readings()
            .apply("FailOnce", ParDo.of(new FailingFn()))
            .setCoder(ReadingBlock.coder())
            .apply(
                "Averages",
                Averages.<Series>perKey()
                    .withWindowing(Windowing.parse("fixed:1m"))
                    .overBlocks(Series.coder()));
    PCollectionList.of(readings.ledger())
        .and(averages.ledger())
        .apply("Ledgers", Flatten.pCollections())
        .apply("Total", Ledgers.total())
        .apply(
            "Row",
            MapElements.into(TypeDescriptors.rows())
                .via((Ledger total) -> Row.withSchema(LEDGER).addValue(text(total)).build()))
        .setRowSchema(LEDGER)
        .apply("Write", RowSink.to(output.toString()).withFormat(RowFormat.CSV));
    pipeline.run().waitUntilFinish();
  }

  /** What does not depend on where the watermark is when a reading comes. */
  private static String text(Ledger total) {
    return String.format(
        "read %s, missing %s, rejected %s, used or late %s, balances %s",
        total.read(),
        total.missing(),
        total.rejected(),
        total.used() + total.late(),
        total.balances());
  }
}
