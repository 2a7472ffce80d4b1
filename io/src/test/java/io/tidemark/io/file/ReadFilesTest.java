// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Reify;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReadFilesTest {
  private static final ReadingSchema SCHEMA =
      ReadingSchema.ofValues("temp").withKey("station").withTime("time");

  @Rule public final TestPipeline pipeline = TestPipeline.create();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void recordsOfAllFilesCarryTheirEventTime() throws IOException {
    Path csv = write("a.csv", "station,time,temp\nblue,1969-12-31T23:59:59.995Z,1\nblue,x,1\n");
    write("b.jsonl", "{\"station\":\"green\",\"time\":\"1970-01-01\",\"temp\":null}\n");
    RejectedRecord rejected = RejectedRecord.of(csv + ":3", "time 'x': not ISO 8601", "blue,x,1");

    PCollection<DecodedRecord> records = pipeline.apply(ReadFiles.from(files()).withSchema(SCHEMA));

    assertThat(records.isBounded(), is(PCollection.IsBounded.BOUNDED));
    PAssert.that(records.apply(Reify.timestamps()))
        .containsInAnyOrder(
            List.of(
                at(Instant.ofEpochMilli(-5), DecodedRecord.of("blue").at(-5).value(1).build()),
                at(BoundedWindow.TIMESTAMP_MIN_VALUE, DecodedRecord.rejected(1, rejected)),
                at(Instant.EPOCH, DecodedRecord.of("green").at(0).missing().build())));
    pipeline.run();
  }

  @Test
  public void recordsWithoutTimeHaveTheEarliestThereIs() throws IOException {
    write("a.csv", "temp\n1\n");
    PCollection<DecodedRecord> records =
        pipeline.apply(ReadFiles.from(files()).withSchema(ReadingSchema.ofValues("temp")));
    PAssert.that(records.apply(Reify.timestamps()))
        .containsInAnyOrder(
            List.of(at(BoundedWindow.TIMESTAMP_MIN_VALUE, DecodedRecord.of("").value(1).build())));
    pipeline.run();
  }

  @Test
  public void fileThatCannotBeUsedFailsTheRunWithOneLine() throws IOException {
    Path file = write("a.csv", "station,time\n");
    pipeline.apply(ReadFiles.from(files()).withSchema(SCHEMA));
    Pipeline.PipelineExecutionException e =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run);
    assertThat(e.getCause(), instanceOf(InputException.class));
    assertThat(
        e.getCause().getMessage(), equalTo(file + ": no column 'temp'; it has station,time"));
  }

  @Test
  public void nameWithoutAFormatIsNoticedWhenThePipelineIsBuilt() throws IOException {
    Path file = write("a.txt", "");
    pipeline.enableAbandonedNodeEnforcement(false);
    ReadFiles read = ReadFiles.from(InputFiles.of(file.toString())).withSchema(SCHEMA);
    assertThrows(InputException.class, () -> pipeline.apply(read));
  }

  @Test
  public void schemaIsRequired() {
    pipeline.enableAbandonedNodeEnforcement(false);
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> pipeline.apply(ReadFiles.from(files())));
    assertThat(e.getMessage(), equalTo("withSchema() is required"));
  }

  @Test
  public void displayDataShowsTheInput() {
    DisplayData data = DisplayData.from(ReadFiles.from(InputFiles.of("x")).withSchema(SCHEMA));
    assertThat(data.items().size(), is(3));
  }

  private InputFiles files() {
    return InputFiles.of(folder.getRoot().toString());
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.getRoot().toPath().toRealPath().resolve(name);
    return Files.writeString(file, text);
  }

  private static TimestampedValue<DecodedRecord> at(Instant time, DecodedRecord record) {
    return TimestampedValue.of(record, time);
  }
}
