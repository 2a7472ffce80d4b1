// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.apache.beam.sdk.values.TypeDescriptors.integers;
import static org.apache.beam.sdk.values.TypeDescriptors.strings;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.file.InputFiles;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.Ledgers;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReadBlocksTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temp").withKey("station").withTime("time");

  @Rule public final TestPipeline pipeline = TestPipeline.create();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void readingsOfAllFilesAndRangesComeOut() throws IOException {
    StringBuilder text = new StringBuilder("station,time,temp\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      text.append("k").append(i % 7).append(",1970-01-01T00:00:00.").append(100 + i).append("Z,");
      text.append(i).append(".5\n");
      expected.add("k" + i % 7 + " " + (100 + i) + " " + i + ".5");
    }
    Path csv = write("a.csv", text + "x,1970-01-01,--\nx,never,1\nx,1970-01-01,\n");
    write("b.csv", "station,time,temp\nblue,1969-12-31,-1e3\n");
    expected.add("blue -86400000 -1000.0");

    Readings<ReadingBlock> result =
        pipeline.apply(ReadBlocks.from(files()).withSchema(SCHEMA).withRangeBytes(512));

    assertThat(result.readings().isBounded(), is(PCollection.IsBounded.BOUNDED));
    PAssert.that(result.readings().apply(ParDo.of(new UnpackFn()))).containsInAnyOrder(expected);
    PAssert.that(result.rejected().apply(Reify.timestamps()))
        .containsInAnyOrder(
            List.of(
                TimestampedValue.of(
                    RejectedRecord.of(
                        csv + ":302", "value 'temp': '--' is not a number", "x,1970-01-01,--"),
                    Instant.EPOCH),
                TimestampedValue.of(
                    RejectedRecord.of(csv + ":303", "time 'never': not ISO 8601", "x,never,1"),
                    BoundedWindow.TIMESTAMP_MIN_VALUE)));
    PAssert.that(result.ledger().apply(Ledgers.total()))
        .containsInAnyOrder(Ledger.of(304, 0, 0, 1, 2));
    pipeline.run();
  }

  @Test
  public void readingsWithoutTimeHaveTheEarliestThereIs() throws IOException {
    write("a.csv", "temp\n1\n");
    Readings<ReadingBlock> result =
        pipeline.apply(ReadBlocks.from(files()).withSchema(ReadingSchema.ofValues("temp")));
    PAssert.that(result.readings().apply(ParDo.of(new UnpackFn())))
        .containsInAnyOrder(" " + BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis() + " 1.0");
    pipeline.run();
  }

  @Test
  public void readingsAreFoldedWhereTheyAreRead() throws IOException {
    write("a.csv", "station,time,temp\n" + "blue,1970-01-01,1\n".repeat(7));
    Readings<ReadingBlock> result =
        pipeline.apply(
            ReadBlocks.from(files()).withSchema(SCHEMA).foldedBy(ReadingFold.intoBlocks(3)));
    PAssert.that(result.readings().apply(MapElements.into(integers()).via(ReadingBlock::size)))
        .containsInAnyOrder(3, 3, 1);
    PAssert.that(result.ledger()).containsInAnyOrder(Ledger.of(7, 0, 0, 0, 0));
    pipeline.run();
  }

  @Test
  public void whatIsReadAheadOfTheCheckIsForgottenWhereItWasNoRecord() throws IOException {
    StringBuilder text = new StringBuilder("station,time,temp\n");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      text.append(i % 100 == 50 ? "x,never,1\n" : "").append("k,1970-01-01T00:00:00.");
      text.append(100 + i).append("Z,").append(i).append(".5\n");
      expected.add("k " + (100 + i) + " " + i + ".5");
    }
    String quoted = "y,1970-01-01,2\n".repeat(200);
    Path csv = write("a.csv", text + "\"" + quoted + "\",1970-01-01,3\nz,1970-01-01,4\nz,1,5\n");
    expected.add(quoted + " 0 3.0");
    expected.add("z 0 4.0");
    write("b.csv", "station,time,temp\n" + "p,1970-01-01,6\n".repeat(100));
    expected.addAll(Collections.nCopies(100, "p 0 6.0"));
    write("c.csv", "station,time,temp\nwhole,1970-01-01,7\n");
    expected.add("whole 0 7.0");

    Readings<ReadingBlock> result =
        pipeline.apply(
            ReadBlocks.from(files())
                .withSchema(SCHEMA)
                .withRangeBytes(256)
                .foldedBy(ReadingFold.intoBlocks(10)));

    PAssert.that(result.readings().apply(ParDo.of(new UnpackFn()))).containsInAnyOrder(expected);
    PAssert.that(result.rejected().apply(MapElements.into(strings()).via(RejectedRecord::source)))
        .containsInAnyOrder(csv + ":52", csv + ":153", csv + ":254", csv + ":507");
    PAssert.that(result.ledger().apply(Ledgers.total()))
        .containsInAnyOrder(Ledger.of(407, 0, 0, 0, 4));
    pipeline.run();
  }

  @Test
  public void emptyFileHasNoBlocksAndNoLedger() throws IOException {
    write("a.csv", "");
    Readings<ReadingBlock> result = pipeline.apply(ReadBlocks.from(files()).withSchema(SCHEMA));
    PAssert.that(result.readings()).empty();
    PAssert.that(result.ledger()).empty();
    pipeline.run();
  }

  @Test
  public void fileThatCannotBeUsedFailsTheRunWithOneLine() throws IOException {
    Path file = write("a.csv", "station,time\n");
    pipeline.apply(ReadBlocks.from(files()).withSchema(SCHEMA));
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run);
    assertThat(e.getCause(), instanceOf(InputException.class));
    assertThat(
        e.getCause().getMessage(), equalTo(file + ": no column 'temp'; it has station,time"));
  }

  @Test
  public void schemaIsRequired() {
    pipeline.enableAbandonedNodeEnforcement(false);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> pipeline.apply(ReadBlocks.from(files())));
    assertThat(e.getMessage(), equalTo("withSchema() is required"));
  }

  @Test
  public void displayDataShowsTheInput() {
    DisplayData data = DisplayData.from(ReadBlocks.from(InputFiles.of("x")).withSchema(SCHEMA));
    assertThat(data.items().size(), is(3));
  }

  private InputFiles files() {
    return InputFiles.of(folder.getRoot().toString());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.getRoot().toPath().toRealPath().resolve(name);
    return Files.writeString(file, text);
  }

  /** The readings as text; each block must carry the time of its earliest. */
  private static final class UnpackFn extends DoFn<ReadingBlock, String> {
    @ProcessElement
    public void unpack(
        @Element ReadingBlock block, @Timestamp Instant timestamp, OutputReceiver<String> out)
        throws IOException {
      assertThat(timestamp, equalTo(Instant.ofEpochMilli(block.earliest())));
      for (int i = 0; i < block.size(); i++) {
        byte[] bytes = block.key(block.series(i));
        Series series = CoderUtils.decodeFromByteArray(Series.coder(), bytes);
        out.output(series.key() + " " + block.time(i) + " " + block.value(i));
      }
    }
  }
}
