// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeFalse;

import io.tidemark.io.connector.OutputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OutputErrorsTest {
  @Rule
  public final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void fileWhereADirectoryIsNeeded() throws Exception {
    Path file = folder.newFile("file").toPath();
    assertRefused(file + "/", file + " is a file; a directory is needed");
    assertRefused(file + "/deep/er/out.csv", file + " is a file; a directory is needed");
  }

  @Test
  public void directoryWhereAFileIsNeeded() {
    assertRefused(
        folder.getRoot().toString(), "is a directory; end it with / to write files into it");
  }

  @Test
  public void readOnlyDirectory() throws Exception {
    Path directory = folder.newFolder().toPath();
    assumeFalse("root may write anywhere", "root".equals(System.getProperty("user.name")));
    assertThat(directory.toFile().setWritable(false), equalTo(true));
    assertRefused(directory + "/", "directory " + directory + " is read-only");
    assertRefused(directory + "/a/out.csv", "directory " + directory + " is read-only");
  }

  @Test
  public void unknownEndOfAFileName() {
    String file = folder.getRoot() + "/out.txt";
    assertRefused(file, "the name must end in one of .csv, .jsonl, .avro");
  }

  @Test
  public void filesOfAnEarlierStream() throws Exception {
    folder.newFile("notes.csv");
    String address = folder.getRoot() + "/";
    PCollection<Row> stream = rows().setIsBoundedInternal(IsBounded.UNBOUNDED);
    stream.apply("Fresh", WriteRows.to(address));
    folder.newFile("global-pane-7-00000-of-00001.csv");
    folder.newFile("global-pane-6-00000-of-00001.csv");

    OutputException refused =
        assertThrows(OutputException.class, () -> stream.apply("Again", WriteRows.to(address)));

    assertThat(
        refused.getMessage(),
        equalTo(
            "--output="
                + address
                + ": has results of an earlier run: remove global-pane-6-00000-of-00001.csv and the"
                + " others, or take another directory"));
    rows().apply("Bounded", WriteRows.to(address));
  }

  @Test
  public void emptyAddress() {
    assertRefused("", "must be a file name, or a directory and /");
  }

  @Test
  public void errorsNameTheOption() {
    OutputException refused =
        assertThrows(
            OutputException.class,
            () -> rows().apply(WriteRows.to("").withOptionName("--lateOutput")));
    assertThat(
        refused.getMessage(), equalTo("--lateOutput=: must be a file name, or a directory and /"));
    assertThat(refused.option(), equalTo("--lateOutput"));
    assertThat(refused.address(), equalTo(""));
  }

  @Test
  public void whatFailsWhileWritingIsOneLineToo() throws Exception {
    Path parent = folder.getRoot().toPath().resolve("parent");
    String address = parent + "/out.csv";
    rows().apply(WriteRows.to(address));
    Files.createFile(parent);
    Throwable failure = assertThrows(RuntimeException.class, pipeline::run);
    while (!(failure instanceof OutputException)) {
      failure = failure.getCause();
    }
    String prefix = "--output=" + address + ": cannot write " + address + ": ";
    assertThat(failure.getMessage(), startsWith(prefix));
    assertThat(failure.getMessage().lines().count(), equalTo(1L));
    assertThat(Directories.names(folder.getRoot().toPath()), contains("parent"));
  }

  @Test
  public void targetThatBecameADirectoryLeavesNoTemporaryFile() throws Exception {
    Path target = folder.getRoot().toPath().resolve("out.csv");
    rows().apply(WriteRows.to(target.toString()));
    Files.createDirectories(target.resolve("not-empty"));
    assertThrows(RuntimeException.class, pipeline::run);
    assertThat(Directories.names(folder.getRoot().toPath()), contains("out.csv"));
  }

  @Test
  public void numbersOutOfRange() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> WriteRows.to("x/").withShards(0))
            .getMessage(),
        equalTo("withShards(0): must be at least 1"));
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () -> WriteRows.to("x/").withFlushInterval(Duration.ZERO))
            .getMessage(),
        equalTo("withFlushInterval(PT0S): must be at least 1 ms"));
  }

  private void assertRefused(String address, String problem) {
    OutputException refused =
        assertThrows(OutputException.class, () -> rows().apply(WriteRows.to(address)));
    assertThat(refused.getMessage(), equalTo("--output=" + address + ": " + problem));
  }

  private PCollection<Row> rows() {
    return pipeline.apply(
        "Rows" + applied++, Create.of(row("a", null, 1L, null)).withRowSchema(SCHEMA));
  }

  private int applied;
}
