// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.row.Columns;
import io.tidemark.io.row.RowFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * Writes rows to one file, or to files in a directory; never is there part of a file under its
 * final name.
 *
 * <pre>{@code
 * Schema schema = Schema.builder().addStringField("station").addDoubleField("mean").build();
 * PCollection<Row> means =
 *     pipeline.apply(
 *         Create.of(
 *                 Row.withSchema(schema).addValues("north", 21.5).build(),
 *                 Row.withSchema(schema).addValues("south", 23.25).build())
 *             .withRowSchema(schema));
 *
 * String directory = Path.of(System.getProperty("java.io.tmpdir"), "means") + "/";
 * PCollection<String> files =
 *     means.apply(WriteRows.to(directory).withFormat(RowFormat.JSON_LINES).withShards(2));
 * }</pre>
 *
 * <ul>
 *   <li>Address: a local path, or one on a file system that Beam knows by its scheme ({@code
 *       hdfs:/...}). Missing directories are created.
 *   <li>A file name, bounded or unbounded input: one file with exactly that name, when the input
 *       ends; for input that never ends, never. The rows wait in memory or in the runner's state
 *       until then. Without rows the file has the header only.
 *   <li>A directory (it ends in {@code /}), bounded input: {@code part-00000-of-00003.csv} and so
 *       on, when the input ends; a shard without rows has the header only. Other files in the
 *       directory stay as they are.
 *   <li>A directory, unbounded input: {@code <group>-pane-<n>-00000-of-00001.csv}, some time after
 *       the rows arrived ({@link #withFlushInterval}) and when the input ends. Panes are numbered
 *       from 0 for each group and shard. A directory with such files of an earlier run is refused,
 *       so that results of two runs do not mix ({@link #withResume}).
 *   <li>Windows, timestamps and triggers of the input do not matter. No row is late here.
 *   <li>Order of rows in a file: none is promised.
 *   <li>Output: the path of each file, after it is there; in the global window.
 *   <li>Files: written beside the final one as {@code .<name>.<uuid>.tmp} and renamed, which
 *       replaces an existing file at once (a local file system; others as their rename does). A
 *       process that is killed while it writes leaves at most such a hidden file.
 *   <li>Delivery on Direct: exactly once in a run that ends well. A run that fails leaves no file,
 *       except panes already written and, should a disk fill up, some of the shards, each complete.
 *   <li>Delivery on Flink, batch, or one file in streaming: exactly once, also after restarts, as
 *       the whole output is written again under the same names.
 *   <li>Delivery on Flink, streaming into a directory: with checkpoints at least once; after a
 *       restart panes since the checkpoint are written again under the same numbers, and a row may
 *       move from one pane to another, so that it is in both. Without checkpoints at most once
 *       after a failure: rows since the last flush are gone.
 *   <li>State: the rows since the last flush, as text. One processing-time timer per group and
 *       shard.
 *   <li>Errors: {@link OutputException}, in one line, when the pipeline is built for an address
 *       that cannot be written (on other file systems than that of the machine a hidden file is
 *       made and removed to know), else when writing.
 * </ul>
 */
@AutoValue
public abstract class WriteRows extends PTransform<PCollection<Row>, PCollection<String>> {
  private static final Coder<KV<KV<String, Integer>, byte[]>> LINE_CODER =
      KvCoder.of(KvCoder.of(StringUtf8Coder.of(), VarIntCoder.of()), ByteArrayCoder.of());

  /** Where all rows have been flushed, the end of the input makes no file. */
  private static final Window.OnTimeBehavior ONLY_ROWS = Window.OnTimeBehavior.FIRE_IF_NON_EMPTY;

  abstract String address();

  abstract String optionName();

  abstract Optional<RowFormat> format();

  abstract int shards();

  abstract Duration flushInterval();

  abstract SerializableFunction<Row, String> groups();

  abstract boolean resume();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setAddress(String address);

    abstract Builder setOptionName(String name);

    abstract Builder setFormat(RowFormat format);

    abstract Builder setShards(int shards);

    abstract Builder setFlushInterval(Duration interval);

    abstract Builder setGroups(SerializableFunction<Row, String> groups);

    abstract Builder setResume(boolean resume);

    abstract WriteRows build();
  }

  /**
   * Writes to a file, or into a directory where the address ends in {@code /}.
   *
   * @param address what a user typed; paths are relative to the directory of the process that
   *     submits it
   */
  public static WriteRows to(String address) {
    return new AutoValue_WriteRows.Builder()
        .setAddress(address)
        .setOptionName("--output")
        .setShards(1)
        .setFlushInterval(Duration.ofSeconds(10))
        .setGroups(row -> FileNames.GLOBAL)
        .setResume(false)
        .build();
  }

  /**
   * How rows are written. Needed for a file whose name does not end in {@code .csv} or {@code
   * .jsonl}. Default: by the end of the file's name, CSV for a directory.
   */
  public WriteRows withFormat(RowFormat format) {
    return toBuilder().setFormat(format).build();
  }

  /**
   * Into how many files the rows of a directory are spread, by a hash of the row, to write them in
   * parallel. At least 1; default 1. A file name is always one file.
   */
  public WriteRows withShards(int shards) {
    if (shards < 1) {
      throw new IllegalArgumentException(
          String.format("withShards(%s): must be at least 1", shards));
    }
    return toBuilder().setShards(shards).build();
  }

  /**
   * How long rows of unbounded input may wait for others before their file is written, in
   * processing time. Shorter: sooner seen; longer: fewer and larger files. At least 1 ms; default
   * 10 s. Input into one file and bounded input do not heed it.
   */
  public WriteRows withFlushInterval(Duration interval) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException(
          String.format("withFlushInterval(%s): must be at least 1 ms", interval));
    }
    return toBuilder().setFlushInterval(interval).build();
  }

  /**
   * Which rows of unbounded input share files: those of equal text, which starts the file's name.
   * Characters other than letters, digits and {@code ._+-} become dashes; null or empty is {@code
   * global}. Default: all rows are {@code global}.
   */
  public WriteRows withGroups(SerializableFunction<Row, String> groups) {
    return toBuilder().setGroups(groups).build();
  }

  /**
   * Whether the run goes on where an earlier one stopped, from a savepoint, and so finds files of
   * that one. Default: false.
   */
  public WriteRows withResume(boolean resume) {
    return toBuilder().setResume(resume).build();
  }

  /** The option that errors name, so that a user knows what to mend. Default {@code --output}. */
  public WriteRows withOptionName(String name) {
    return toBuilder().setOptionName(name).build();
  }

  @Override
  public PCollection<String> expand(PCollection<Row> rows) {
    OutputAddress address = OutputAddress.of(optionName(), address());
    address.requireWritable();
    if (!atEnd(rows, address) && !resume()) {
      address.requireNoPanes();
    }
    Schema schema = Columns.requireWritable(rows.getSchema());
    RowFormat format = formatFor(address);
    return linesByFile(rows, address, format)
        .apply("Gather", GroupByKey.create())
        .apply(
            "Write",
            ParDo.of(new WriteFileFn(address, format.start(schema), naming(rows, address, format))))
        .setCoder(StringUtf8Coder.of());
  }

  private RowFormat formatFor(OutputAddress address) {
    if (format().isPresent()) {
      return format().get();
    }
    if (address.isDirectory()) {
      return RowFormat.CSV;
    }
    return RowFormat.ofFileName(address.fileName())
        .orElseThrow(
            () -> address.problem("the name must end in one of " + RowFormat.extensions()));
  }

  private static boolean atEnd(PCollection<Row> rows, OutputAddress address) {
    return !address.isDirectory() || rows.isBounded() == IsBounded.BOUNDED;
  }

  private WriteFileFn.Naming naming(
      PCollection<Row> rows, OutputAddress address, RowFormat format) {
    int count = shards();
    String extension = format.extension();
    if (!address.isDirectory()) {
      String name = address.fileName();
      return (group, shard, pane) -> name;
    }
    return atEnd(rows, address)
        ? (group, shard, pane) -> FileNames.part(shard, count, extension)
        : (group, shard, pane) -> FileNames.pane(group, pane, shard, count, extension);
  }

  private PCollection<KV<KV<String, Integer>, byte[]>> linesByFile(
      PCollection<Row> rows, OutputAddress address, RowFormat format) {
    int count = address.isDirectory() ? shards() : 1;
    Schema schema = rows.getSchema();
    if (!atEnd(rows, address)) {
      return rows.apply(
              "Unwindow",
              WriteRows.<Row>unwindow(everyFlushInterval()).withOnTimeBehavior(ONLY_ROWS))
          .apply("Format", ParDo.of(new FormatFn(schema, format, groups(), count)))
          .setCoder(LINE_CODER);
    }
    PCollection<KV<KV<String, Integer>, byte[]>> lines =
        rows.apply("Unwindow", unwindow(Repeatedly.forever(AfterWatermark.pastEndOfWindow())))
            .apply("Format", ParDo.of(new FormatFn(schema, format, row -> FileNames.GLOBAL, count)))
            .setCoder(LINE_CODER);
    PCollection<KV<KV<String, Integer>, byte[]>> everyFile =
        rows.getPipeline()
            .apply("EveryFile", Create.of(noLines(count)).withCoder(LINE_CODER))
            .apply("UnwindowToo", unwindow(Repeatedly.forever(AfterWatermark.pastEndOfWindow())));
    return PCollectionList.of(lines)
        .and(everyFile)
        .apply("AlsoWithoutRows", Flatten.pCollections());
  }

  private static <T> Window<T> unwindow(Trigger trigger) {
    return Window.<T>into(new GlobalWindows())
        .triggering(trigger)
        .withAllowedLateness(org.joda.time.Duration.ZERO)
        .discardingFiredPanes();
  }

  private Trigger everyFlushInterval() {
    return Repeatedly.forever(
        AfterProcessingTime.pastFirstElementInPane()
            .plusDelayOf(org.joda.time.Duration.millis(flushInterval().toMillis())));
  }

  /** Nothing to write, for each file, so that there is each file. */
  private static List<KV<KV<String, Integer>, byte[]>> noLines(int shards) {
    List<KV<KV<String, Integer>, byte[]>> nothing = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      nothing.add(KV.of(KV.of(FileNames.GLOBAL, shard), new byte[0]));
    }
    return nothing;
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("address", address()))
        .add(DisplayData.item("shards", shards()))
        .add(DisplayData.item("flushInterval", flushInterval().toString()));
  }
}
