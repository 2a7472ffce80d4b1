// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static io.tidemark.io.sink.Directories.contents;
import static io.tidemark.io.sink.Directories.names;
import static io.tidemark.io.sink.Directories.rows;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.row.RowFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WriteRowsBoundedTest {
  private static final String HEADER = "key,time,count,mean";

  @Rule public final TestPipeline pipeline = TestPipeline.create();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path directory;

  @Before
  public void createDirectory() {
    directory = folder.getRoot().toPath();
  }

  @Test
  public void oneFileHasExactlyTheNameGivenAndNothingIsBesideIt() throws Exception {
    numbered(3).apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(names(directory), contains("out.csv"));
    assertThat(contents(directory).get("out.csv").get(0), equalTo(HEADER));
    assertThat(rows(directory), contains("k0,,0,", "k1,,1,", "k2,,2,"));
  }

  @Test
  public void linesEndWithLineFeed() throws Exception {
    numbered(1).apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(Files.readString(directory.resolve("out.csv")), equalTo(HEADER + "\nk0,,0,\n"));
  }

  @Test
  public void jsonLinesByTheEndOfTheName() throws Exception {
    numbered(1).apply(WriteRows.to(directory.resolve("out.jsonl").toString()));
    pipeline.run();
    assertThat(
        Files.readString(directory.resolve("out.jsonl")),
        equalTo("{\"key\":\"k0\",\"time\":null,\"count\":0,\"mean\":null}\n"));
  }

  @Test
  public void formatOverridesTheName() throws Exception {
    numbered(0)
        .apply(WriteRows.to(directory.resolve("ledger").toString()).withFormat(RowFormat.CSV));
    pipeline.run();
    assertThat(contents(directory).get("ledger"), contains(HEADER));
  }

  @Test
  public void withoutRowsThereIsTheHeader() throws Exception {
    numbered(0).apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(contents(directory).get("out.csv"), contains(HEADER));
  }

  @Test
  public void withoutRowsJsonLinesAreAnEmptyFile() throws Exception {
    numbered(0).apply(WriteRows.to(directory.resolve("out.jsonl").toString()));
    pipeline.run();
    assertThat(contents(directory).get("out.jsonl"), empty());
  }

  @Test
  public void directoryHasNumberedShardsWithAHeaderEach() throws Exception {
    numbered(100).apply(WriteRows.to(directory + "/").withShards(3));
    pipeline.run();
    assertThat(
        names(directory),
        contains("part-00000-of-00003.csv", "part-00001-of-00003.csv", "part-00002-of-00003.csv"));
    contents(directory).values().forEach(lines -> assertThat(lines.get(0), equalTo(HEADER)));
    assertThat(
        rows(directory),
        equalTo(IntStream.range(0, 100).mapToObj(i -> "k" + i + ",," + i + ",").sorted().toList()));
  }

  @Test
  public void shardWithoutRowsHasTheHeader() throws Exception {
    numbered(0).apply(WriteRows.to(directory + "/").withShards(2));
    pipeline.run();
    assertThat(contents(directory).get("part-00000-of-00002.csv"), contains(HEADER));
    assertThat(contents(directory).get("part-00001-of-00002.csv"), contains(HEADER));
  }

  @Test
  public void missingDirectoriesAreCreated() throws Exception {
    numbered(1).apply("File", WriteRows.to(directory.resolve("a/b/out.csv").toString()));
    numbered(1).apply("Directory", WriteRows.to(directory.resolve("c/d") + "/"));
    pipeline.run();
    assertThat(names(directory.resolve("a/b")), contains("out.csv"));
    assertThat(names(directory.resolve("c/d")), contains("part-00000-of-00001.csv"));
  }

  @Test
  public void existingFileIsReplaced() throws Exception {
    Files.writeString(directory.resolve("out.csv"), "an older and much longer file\n".repeat(9));
    numbered(1).apply(WriteRows.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(contents(directory).get("out.csv"), contains(HEADER, "k0,,0,"));
  }

  @Test
  public void failedRunLeavesWhatWasThere() throws Exception {
    Files.writeString(directory.resolve("out.csv"), "old\n");
    numbered(100)
        .apply("Break", MapElements.into(TypeDescriptors.rows()).via(WriteRowsBoundedTest::breakAt))
        .setRowSchema(SCHEMA)
        .apply(WriteRows.to(directory.resolve("out.csv").toString()));
    assertThrows(RuntimeException.class, pipeline::run);
    assertThat(names(directory), contains("out.csv"));
    assertThat(contents(directory).get("out.csv"), contains("old"));
  }

  private static Row breakAt(Row row) {
    if (row.getInt64("count") == 50) {
      throw new IllegalStateException("broken on purpose");
    }
    return row;
  }

  @Test
  public void namesWithGlobCharactersAreNames() throws Exception {
    numbered(1).apply(WriteRows.to(directory.resolve("a[1]*{b} 50%.csv").toString()));
    pipeline.run();
    assertThat(names(directory), contains("a[1]*{b} 50%.csv"));
  }

  @Test
  public void fileAddressMayHaveItsScheme() throws Exception {
    numbered(1).apply(WriteRows.to(directory.resolve("out.csv").toUri().toString()));
    pipeline.run();
    assertThat(names(directory), contains("out.csv"));
  }

  @Test
  public void outputIsThePathOfEachFile() {
    String file = directory.resolve("out.csv").toString();
    PAssert.that(numbered(3).apply(WriteRows.to(file))).containsInAnyOrder(file);
    pipeline.run();
  }

  private PCollection<Row> numbered(int count) {
    List<Row> rows =
        IntStream.range(0, count).mapToObj(i -> row("k" + i, null, (long) i, null)).toList();
    return pipeline.apply("Rows" + applied++, Create.of(rows).withRowSchema(SCHEMA));
  }

  private int applied;
}
