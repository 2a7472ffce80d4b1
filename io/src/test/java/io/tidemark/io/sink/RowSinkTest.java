// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.connector.OutputException;
import io.tidemark.io.row.RowFormat;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RowSinkTest {
  @Rule
  public final TestPipeline pipeline = TestPipeline.create().enableAbandonedNodeEnforcement(false);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void fileName() throws Exception {
    Path directory = folder.getRoot().toPath();
    rows().apply(RowSink.to(directory.resolve("out.csv").toString()));
    pipeline.run();
    assertThat(
        Directories.contents(directory).get("out.csv"), contains("key,time,count,mean", "a,,1,"));
  }

  @Test
  public void directory() throws Exception {
    Path directory = folder.getRoot().toPath();
    rows().apply(RowSink.to(directory + "/").withFormat(RowFormat.JSON_LINES));
    pipeline.run();
    assertThat(Directories.names(directory), contains("part-00000-of-00001.jsonl"));
  }

  @Test
  public void noAddressIsStandardOutput() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      rows().apply(RowSink.to(null).withOptionName("--output").withFormat(RowFormat.CSV));
      pipeline.run();
    } finally {
      System.setOut(before);
    }
    assertThat(
        printed.toString(StandardCharsets.UTF_8),
        equalTo("key  time  count  mean\na              1\n"));
  }

  @Test
  public void errorsNameTheOption() {
    OutputException refused =
        assertThrows(
            OutputException.class,
            () -> rows().apply(RowSink.to("x.txt").withOptionName("--lateOutput")));
    assertThat(
        refused.getMessage(),
        equalTo("--lateOutput=x.txt: the name must end in one of .csv, .jsonl, .avro"));
  }

  private PCollection<Row> rows() {
    return pipeline.apply(Create.of(row("a", null, 1L, null)).withRowSchema(SCHEMA));
  }
}
