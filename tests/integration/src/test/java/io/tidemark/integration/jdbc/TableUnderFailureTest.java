// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.jdbc.JdbcOptions;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.sink.RowSink;
import io.tidemark.testing.Await;
import io.tidemark.testing.FailingFn;
import io.tidemark.testing.RetainedCheckpoints;
import io.tidemark.testing.Seed;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A task of Flink fails between a table that grows and one that is written. */
public class TableUnderFailureTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .addStringField("key")
          .addDateTimeField("window_start")
          .addInt64Field("revision")
          .addInt64Field("count")
          .build();
  private static final int ROWS = 20_000;
  private static final int STEP = 2_000;

  private final Server server = shared();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void nothingIsLostOrDoubled() throws Exception {
    List<String> options =
        List.of("--numberOfExecutionRetries=3", "--shutdownSourcesAfterIdleMs=0");
    prepare(place());
    CompletableFuture<Void> run = CompletableFuture.runAsync(() -> run(options));
    fill(run, 0);
    run.get();

    assertWhole();
  }

  @Test
  public void aRunThatGoesOnFromACheckpointLosesAndDoublesNothing() throws Exception {
    RetainedCheckpoints checkpoints = new RetainedCheckpoints(folder.newFolder().toPath());
    List<String> toFail = checkpoints.optionsToFail();
    prepare(place());
    CompletableFuture<Void> failing = CompletableFuture.runAsync(() -> run(toFail));
    insert(0, STEP);
    Await.until("some rows", () -> FailingFn.seen() >= STEP || failing.isDone());
    checkpoints.await(failing);
    fill(failing, STEP);
    assertThrows(ExecutionException.class, failing::get);
    run(checkpoints.optionsToGoOn());

    assertWhole();
  }

  private static Server shared() {
    try {
      return Server.shared();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After so many rows it fails. */
  private static int place() {
    long seed = Seed.of("TableUnderFailureTest");
    return 2 * STEP + new Random(seed).nextInt(ROWS - 3 * STEP);
  }

  private void prepare(int failAt) throws SQLException {
    server.execute(
        "DROP TABLE IF EXISTS source",
        "DROP TABLE IF EXISTS sink",
        "CREATE TABLE source (tick bigint, sensor text, at timestamptz, temp float)");
    FailingFn.start(List.of(failAt));
  }

  /**
   * Inserts the rest. Ten rows have one value of the growing column; the last of a statement have
   * one with the next.
   */
  private void fill(CompletableFuture<Void> run, int from) throws SQLException {
    int first = from;
    for (int end = from + STEP + 5; first < ROWS; end = Math.min(end + STEP, ROWS)) {
      insert(first, end);
      int before = first;
      // Lest all rows come with one poll.
      Await.until(before + " rows", () -> FailingFn.seen() >= before || run.isDone());
      first = end;
    }
  }

  private void insert(int from, int to) throws SQLException {
    server.execute(
        String.format(
            "INSERT INTO source SELECT i / 10, 's' || i %% 7, timestamptz '2026-01-01 00:00:00Z'"
                + " + i * interval '1 s', 1 FROM generate_series(%s, %s) i",
            from, to - 1));
  }

  private void assertWhole() throws SQLException {
    assertThat(FailingFn.failures(), equalTo(1));
    assertThat(server.rows("SELECT sum(count) FROM sink"), contains(Integer.toString(ROWS)));
    assertThat(
        server.rows("SELECT key, window_start, count FROM sink ORDER BY 1, 2"),
        equalTo(
            server.rows(
                "SELECT sensor, date_bin('10 m', at, timestamptz '2026-01-01 00:00:00Z') w,"
                    + " count(*) FROM source GROUP BY 1, 2 ORDER BY 1, 2")));
  }

  private void run(List<String> more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--maxBundleSize=100",
                "--finishBundleBeforeCheckpointing=true",
                "--autoWatermarkInterval=5",
                "--checkpointingInterval=100",
                "--executionRetryDelay=10"));
    all.addAll(more);
    Pipeline pipeline =
        Pipeline.create(TestRunner.FLINK_STREAMING_1.options(all.toArray(new String[0])));
    JdbcOptions options = pipeline.getOptions().as(JdbcOptions.class);
    options.setPartitionColumn("tick");
    options.setPoll("50ms");
    options.setCreateTable(true);
    String address = server.address("source");
    SourceRequest request =
        new SourceRequest(
            "input",
            address,
            RecordFormat.byFileName(),
            ReadingSchema.ofValues("temp").withKey("sensor").withTime("at"),
            WatermarkPolicy.maxDelay(Duration.ofSeconds(30)).withIdleTimeout(Duration.ofHours(1)),
            Optional.of(Duration.ofSeconds(8)),
            options);
    pipeline
        .apply("Source", Connectors.of(address).orElseThrow().source(request).read())
        .readings()
        .apply("Fail", ParDo.of(new FailingFn()))
        .setCoder(ReadingBlock.coder())
        .apply(
            "Averages",
            Averages.<Series>perKey()
                .withWindowing(Windowing.parse("fixed:10m"))
                .withStatistics(Statistics.parse("count"))
                .overBlocks(Series.coder()))
        .results()
        .apply("Rows", MapElements.into(TypeDescriptors.rows()).via(TableUnderFailureTest::row))
        .setRowSchema(SCHEMA)
        .apply(
            "Sink",
            RowSink.to(server.address("sink")).withKey(List.of("key", "window_start"), "revision"));
    pipeline.run().waitUntilFinish();
  }

  private static Row row(KV<Series, WindowResult> result) {
    return Row.withSchema(SCHEMA)
        .addValues(
            result.getKey().key(),
            Instant.ofEpochMilli(result.getValue().window().orElseThrow().start()),
            result.getValue().revision(),
            result.getValue().summary().count())
        .build();
  }
}
