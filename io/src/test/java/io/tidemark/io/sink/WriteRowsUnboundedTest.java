// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static io.tidemark.io.sink.Directories.contents;
import static io.tidemark.io.sink.Directories.names;
import static io.tidemark.io.sink.Directories.rows;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WriteRowsUnboundedTest {
  private static final String HEADER = "key,time,count,mean";
  private static final String MARCH = "2013-03-01T00:00:00Z";

  /** The default flush interval has passed. */
  private static final Duration FLUSH = Duration.standardSeconds(10).plus(Duration.millis(1));

  @Rule public final TestPipeline pipeline = TestPipeline.create();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path directory;

  @Before
  public void createDirectory() {
    directory = folder.getRoot().toPath();
  }

  @Test
  public void oneFileIsWrittenWhenTheInputEnds() throws Exception {
    pipeline
        .apply(
            rowsOf("a")
                .advanceProcessingTime(FLUSH)
                .addElements(row("b", null, 2L, null))
                .advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(names(directory), contains("out.csv"));
    assertThat(rows(directory), contains("a,,1,", "b,,2,"));
  }

  @Test
  public void oneFileWithoutRowsHasTheHeader() throws Exception {
    pipeline
        .apply(TestStream.create(SCHEMA).advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(contents(directory).get("out.csv"), contains(HEADER));
  }

  @Test
  public void eachFlushIsAPaneAndTheEndFlushesTheRest() throws Exception {
    pipeline
        .apply(
            rowsOf("a")
                .addElements(row("b", null, 2L, null))
                // 10 s after a: the first pane.
                .advanceProcessingTime(FLUSH)
                .addElements(row("c", null, 3L, null))
                // 10 s after c: the second pane.
                .advanceProcessingTime(FLUSH)
                // No flush is due for d when the input ends.
                .addElements(row("d", null, 4L, null))
                .advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/"));
    pipeline.run();

    assertThat(
        names(directory),
        contains(
            "global-pane-0-00000-of-00001.csv",
            "global-pane-1-00000-of-00001.csv",
            "global-pane-2-00000-of-00001.csv"));
    assertThat(
        contents(directory).get("global-pane-0-00000-of-00001.csv"),
        containsInAnyOrder(HEADER, "a,,1,", "b,,2,"));
    assertThat(
        contents(directory).get("global-pane-1-00000-of-00001.csv"), contains(HEADER, "c,,3,"));
    assertThat(
        contents(directory).get("global-pane-2-00000-of-00001.csv"), contains(HEADER, "d,,4,"));
  }

  @Test
  public void anEndWithNothingToFlushMakesNoFile() throws Exception {
    pipeline
        .apply(
            TestStream.create(SCHEMA)
                .addElements(row("a", MARCH, 1L, null), row("b", null, 2L, null))
                .advanceProcessingTime(FLUSH)
                .advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withGroups(WriteRowsUnboundedTest::time));
    pipeline.run();

    assertThat(
        names(directory),
        contains(
            "2013-03-01T00-00-00Z-pane-0-00000-of-00001.csv", "global-pane-0-00000-of-00001.csv"));
  }

  @Test
  public void flushIntervalIsHeeded() throws Exception {
    pipeline
        .apply(
            rowsOf("a")
                .advanceProcessingTime(Duration.standardSeconds(59))
                .addElements(row("b", null, 2L, null))
                .advanceProcessingTime(Duration.standardSeconds(1).plus(Duration.millis(1)))
                .addElements(row("c", null, 3L, null))
                .advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withFlushInterval(java.time.Duration.ofMinutes(1)));
    pipeline.run();
    assertThat(
        contents(directory).get("global-pane-0-00000-of-00001.csv"),
        containsInAnyOrder(HEADER, "a,,1,", "b,,2,"));
    assertThat(
        contents(directory).get("global-pane-1-00000-of-00001.csv"), contains(HEADER, "c,,3,"));
  }

  @Test
  public void groupsHaveFilesOfTheirOwn() throws Exception {
    pipeline
        .apply(
            TestStream.create(SCHEMA)
                .addElements(row("a", MARCH, 1L, null), row("b", null, 2L, null))
                .advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withGroups(WriteRowsUnboundedTest::time));
    pipeline.run();
    assertThat(
        contents(directory).get("2013-03-01T00-00-00Z-pane-0-00000-of-00001.csv"),
        contains(HEADER, "a," + MARCH + ",1,"));
    assertThat(
        contents(directory).get("global-pane-0-00000-of-00001.csv"), contains(HEADER, "b,,2,"));
  }

  @Test
  public void resumedRunAddsToTheFilesOfTheEarlierOne() throws Exception {
    Files.createFile(directory.resolve("global-pane-10-00000-of-00001.csv"));
    pipeline
        .apply(rowsOf("a").advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withResume(true));
    pipeline.run();
    assertThat(
        names(directory),
        contains("global-pane-0-00000-of-00001.csv", "global-pane-10-00000-of-00001.csv"));
  }

  private static String time(Row row) {
    return row.getDateTime("time") == null ? null : MARCH;
  }

  @Test
  public void groupsThatShareAFileNameShareTheFile() throws Exception {
    pipeline
        .apply(rowsOf("x:y", "x-y", "x/y").advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withGroups(row -> row.getString("key")));
    pipeline.run();
    assertThat(names(directory), contains("x-y-pane-0-00000-of-00001.csv"));
    assertThat(rows(directory), contains("x-y,,1,", "x/y,,1,", "x:y,,1,"));
  }

  @Test
  public void rowsAreSpreadOverShards() throws Exception {
    String[] keys = new String[100];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "k" + i;
    }
    pipeline
        .apply(rowsOf(keys).advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/").withShards(2));
    pipeline.run();
    assertThat(
        names(directory),
        contains("global-pane-0-00000-of-00002.csv", "global-pane-0-00001-of-00002.csv"));
    assertThat(rows(directory).size(), equalTo(100));
  }

  @Test
  public void rowsBehindTheWatermarkAreNotLate() throws Exception {
    Instant noon = Instant.parse("2013-03-01T12:00:00Z");
    pipeline
        .apply(
            TestStream.create(SCHEMA)
                .advanceWatermarkTo(noon)
                // A window of a minute that closed hours ago, and no lateness allowed.
                .addElements(TimestampedValue.of(row("a", null, 1L, null), Instant.parse(MARCH)))
                .advanceProcessingTime(FLUSH)
                .addElements(TimestampedValue.of(row("b", null, 2L, null), Instant.EPOCH))
                .advanceWatermarkToInfinity())
        .apply(
            Window.<Row>into(FixedWindows.of(Duration.standardMinutes(1)))
                .withAllowedLateness(Duration.ZERO)
                .discardingFiredPanes())
        .apply(WriteRows.to(directory + "/"));
    pipeline.run();
    assertThat(rows(directory), contains("a,,1,", "b,,2,"));
  }

  @Test
  public void directoryWithoutRowsStaysEmpty() throws Exception {
    pipeline
        .apply(TestStream.create(SCHEMA).advanceWatermarkToInfinity())
        .apply(WriteRows.to(directory + "/"));
    pipeline.run();
    assertThat(names(directory), empty());
  }

  private static TestStream.Builder<Row> rowsOf(String... keys) {
    List<Row> rows = List.of(keys).stream().map(key -> row(key, null, 1L, null)).toList();
    return TestStream.create(SCHEMA)
        .addElements(rows.get(0), rows.subList(1, rows.size()).toArray(new Row[0]));
  }
}
