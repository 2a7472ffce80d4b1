// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.file;

import com.google.auto.value.AutoValue;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.InputException;
import io.tidemark.io.record.RecordFormat;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads files of records: CSV, TSV or JSON lines, zipped or not.
 *
 * <pre>{@code
 * Path file = Files.createTempFile("weather", ".csv");
 * Files.writeString(
 *     file,
 *     """
 *     station,time,temp_c
 *     blue,2026-01-01T00:00:00Z,4.5
 *     blue,2026-01-01T01:00:00Z,NA
 *     """);
 *
 * PCollection<DecodedRecord> records =
 *     pipeline.apply(
 *         "ReadWeather",
 *         ReadFiles.from(InputFiles.of(file.toString()))
 *             .withSchema(
 *                 ReadingSchema.ofValues("temp_c").withKey("station").withTime("time")));
 * }</pre>
 *
 * <ul>
 *   <li>Output: bounded, in the global window; one element for each record, decoded or rejected.
 *   <li>Timestamps: the event time; the earliest there is where a record has none.
 *   <li>Files are found when the pipeline is built, and read one by one, in parallel with each
 *       other; at most one record of each is in memory.
 *   <li>Empty input: a file that is empty, or a header only, has no records.
 *   <li>A quote that is never closed, or that makes a record of the wrong number of columns, costs
 *       its line: it is rejected, and reading goes on at the next line.
 *   <li>A line of 16 MiB or more is rejected, and only its start is kept.
 *   <li>Errors: {@link InputException} when the pipeline is built and there is no file or its name
 *       does not say a format; when it runs, and then the run fails, for a file that cannot be read
 *       to its end, a gzip or zstd stream that is truncated or corrupt, and a header that lacks a
 *       field of the schema or has it twice.
 * </ul>
 */
@AutoValue
public abstract class ReadFiles extends PTransform<PBegin, PCollection<DecodedRecord>> {
  ReadFiles() {}

  /** Reads these files; {@link #withSchema} is required. */
  public static ReadFiles from(InputFiles files) {
    return new AutoValue_ReadFiles.Builder()
        .setFiles(files)
        .setFormat(RecordFormat.byFileName())
        .build();
  }

  abstract InputFiles files();

  abstract RecordFormat format();

  abstract Optional<ReadingSchema> schema();

  abstract Builder toBuilder();

  /**
   * Sets which fields are the key, the values and the time.
   *
   * <ul>
   *   <li>Required.
   * </ul>
   */
  public ReadFiles withSchema(ReadingSchema schema) {
    return toBuilder().setSchema(schema).build();
  }

  /**
   * Sets how records are written.
   *
   * <ul>
   *   <li>Use it for files whose names do not say their format, other delimiters, and CSV without a
   *       header line.
   *   <li>Default: {@link RecordFormat#byFileName}.
   * </ul>
   */
  public ReadFiles withFormat(RecordFormat format) {
    return toBuilder().setFormat(format).build();
  }

  @Override
  public PCollection<DecodedRecord> expand(PBegin input) {
    ReadingSchema schema =
        schema().orElseThrow(() -> new IllegalStateException("withSchema() is required"));
    List<InputFile> found = files().list();
    // A name that does not say its format is better noticed here than on a worker.
    found.forEach(file -> format().forFile(file.name()));
    return input
        .apply("Files", Create.of(found).withCoder(InputFile.coder()))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(new ReadFileFn(format(), schema)))
        .setCoder(DecodedRecord.coder());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("input", files().spec()).withLabel("Input files"))
        .add(DisplayData.item("format", format().toString()).withLabel("Format of records"));
    schema()
        .ifPresent(
            schema ->
                builder.add(
                    DisplayData.item("fields", String.join(",", schema.fields()))
                        .withLabel("Fields of records")));
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setFiles(InputFiles files);

    abstract Builder setFormat(RecordFormat format);

    abstract Builder setSchema(ReadingSchema schema);

    abstract ReadFiles build();
  }
}
