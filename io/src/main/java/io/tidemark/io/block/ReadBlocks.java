// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import com.google.auto.value.AutoValue;
import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.file.MendedRecords;
import io.tidemark.io.file.Originals;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.Preamble;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads files of records into blocks of readings, in parallel also within a file.
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
 * Readings<ReadingBlock> result =
 *     pipeline.apply(
 *         "ReadWeather",
 *         ReadBlocks.from(InputFiles.of(file.toString()))
 *             .withSchema(
 *                 ReadingSchema.ofValues("temp_c").withKey("station").withTime("time")));
 *
 * PCollection<ReadingBlock> blocks = result.readings(); // one, of one reading
 * PCollection<RejectedRecord> rejected = result.rejected();
 * PCollection<Ledger> ledgers = result.ledger(); // read 2, missing 1
 * }</pre>
 *
 * <ul>
 *   <li>Output: bounded, in the global window. Readings, rejected records and ledgers are those of
 *       the general {@link io.tidemark.io.file.FileRecords}, to the bit, whatever is in the files;
 *       they come at a higher speed.
 *   <li>Blocks have up to 4096 readings. A series is the bytes of {@link
 *       io.tidemark.transforms.reading.Series#coder}: the key, and the value field.
 *   <li>Timestamps: of a block its earliest reading's; of a rejected record its event time, the
 *       earliest there is where it has none; of ledgers the end of the global window. Without a
 *       time field the time of each reading is the earliest there is, too.
 *   <li>Parallel: a file that is not zipped, and that can be read from any offset on, is cut at
 *       line ends into ranges of at most 32 MiB, or 64 where they are folded; on the Direct runner
 *       into six of these for each core, of any size. CSV and TSV are searched for quoted fields
 *       with line ends in them: from the range of the first one on a file is read in sequence.
 *       Blocks are read after that search; {@linkplain #foldedBy what is folded} is read with it,
 *       and comes out when all of the file has been searched. Zipped files are read in sequence,
 *       and so is all that has no more than 32 MiB together: it is done before the rest of such a
 *       run has started.
 *   <li>Ledgers: their sum is that of the input; how many there are is for the runner to say.
 *   <li>Numbers: no reading is NaN; infinities pass.
 *   <li>Order: none is kept. No state and no timers are held.
 *   <li>Errors: {@link io.tidemark.io.record.InputException} in one line. Files must not change
 *       while they are read.
 * </ul>
 */
@AutoValue
public abstract class ReadBlocks extends PTransform<PBegin, Readings<ReadingBlock>> {
  private static final int BLOCK = 4096;

  /** One thread reads them in a few tenths of a second. */
  private static final long SMALL_BYTES = 32 << 20;

  ReadBlocks() {}

  /** Reads these files; {@link #withSchema} is required. */
  public static ReadBlocks from(InputFiles files) {
    return new AutoValue_ReadBlocks.Builder()
        .setFiles(files)
        .setFormat(RecordFormat.byFileName())
        .setSmallBytes(SMALL_BYTES)
        .build();
  }

  abstract InputFiles files();

  abstract RecordFormat format();

  abstract Optional<ReadingSchema> schema();

  abstract Optional<Originals> originals();

  abstract Optional<RangeSize> rangeSize();

  abstract long smallBytes();

  abstract Builder toBuilder();

  /**
   * Sets which fields are the key, the values and the time.
   *
   * <ul>
   *   <li>Required.
   * </ul>
   */
  public ReadBlocks withSchema(ReadingSchema schema) {
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
  public ReadBlocks withFormat(RecordFormat format) {
    return toBuilder().setFormat(format).build();
  }

  /**
   * Reads the records in files of rejected rows, which somebody has mended.
   *
   * <ul>
   *   <li>Use it beside the input that rejected them: a row adds the readings that were rejected
   *       with it, and what is broken still is rejected again.
   *   <li>The names of the files say how their rows are written, {@code .jsonl} or {@code .csv};
   *       the format of this is of no effect.
   *   <li>Default: none, the files hold records.
   * </ul>
   *
   * @param originals how the records were written
   */
  public ReadBlocks withOriginals(Originals originals) {
    return toBuilder().setOriginals(originals).build();
  }

  /** Cuts also small files, into ranges of at most so many bytes; for tests. */
  ReadBlocks withRangeBytes(long bytes) {
    return toBuilder().setRangeSize(RangeSize.atMost(bytes)).setSmallBytes(0).build();
  }

  /**
   * The same, but readings are folded into something else than blocks where they are read.
   *
   * <p>Use it where readings are many and what they are folded into is little: runners may hold all
   * blocks of a range before they go on.
   */
  public <T> PTransform<PBegin, Readings<T>> foldedBy(ReadingFold<T> fold) {
    return new ReadFolded<>(this, fold);
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin input) {
    return read(input, ReadingFold.intoBlocks(BLOCK), false);
  }

  /**
   * Reads into a fold.
   *
   * @param ahead whether what is read of a file can wait until all of it has been looked at
   */
  <T> Readings<T> read(PBegin input, ReadingFold<T> fold, boolean ahead) {
    ReadingSchema schema =
        schema().orElseThrow(() -> new IllegalStateException("withSchema() is required"));
    List<InputFile> found = files().list();
    // A name that does not say its format is better noticed here than on a worker.
    found.forEach(this::requireFormat);
    PCollection<InputFile> names =
        input.apply("Files", Create.of(found).withCoder(InputFile.coder()));
    ReadRanges<T> read = new ReadRanges<>(reader(schema), schema, fold);
    if (originals().isPresent()) {
      // What was rejected, and mended by somebody, is little.
      return whole(names, MapElements.via(new WholeRange()), read);
    }
    return files().bytes() <= smallBytes()
        // Few bytes are read sooner than the transforms are made that would spread them.
        ? whole(names, ParDo.of(new WholeFn(format(), schema)), read)
        : new ReadCut<>(format(), schema, rangeSize(), read, ahead).read(names);
  }

  private static <T> Readings<T> whole(
      PCollection<InputFile> files,
      PTransform<? super PCollection<InputFile>, PCollection<FileRange>> ranges,
      ReadRanges<T> read) {
    return read.read(files.apply("Whole", ranges).setCoder(FileRange.coder()));
  }

  private void requireFormat(InputFile file) {
    if (originals().isPresent()) {
      MendedRecords.requireKnown(file);
    } else {
      format().forFile(file.name());
    }
  }

  private ReadRangeFn.Reader reader(ReadingSchema schema) {
    if (originals().isPresent()) {
      return mended(originals().get(), schema);
    }
    RecordFormat format = format();
    return (range, out) -> new RangeReader(format, schema, out, RangeReader.PIECE).read(range);
  }

  private static ReadRangeFn.Reader mended(Originals originals, ReadingSchema schema) {
    return (range, out) -> {
      try (MendedRecords records = MendedRecords.open(range.file(), originals, schema)) {
        records.forEachRemaining(out::add);
      } catch (IOException e) {
        throw FileRecords.unreadable(range.file(), 0, e);
      }
    };
  }

  private static final class WholeRange extends SimpleFunction<InputFile, FileRange> {
    @Override
    public FileRange apply(InputFile file) {
      return FileRange.whole(file, new Preamble(List.of(), 0, 0));
    }
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

    abstract Builder setOriginals(Originals originals);

    abstract Builder setRangeSize(RangeSize size);

    abstract Builder setSmallBytes(long bytes);

    abstract ReadBlocks build();
  }
}
