// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.Source;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the options of {@code average} mean: typed, checked one by one and together.
 *
 * <pre>{@code
 * AverageOptions options = PipelineOptionsFactory.as(AverageOptions.class);
 * options.setInput("measurements.csv");
 * options.setKey("station");
 * options.setValue("temp_c");
 * options.setTime("time");
 * AverageConfig config = AverageConfig.of(options);
 * }</pre>
 */
@AutoValue
public abstract class AverageConfig {
  AverageConfig() {}

  /**
   * Makes a config of options.
   *
   * @throws io.tidemark.pipelines.launcher.UsageException one line that names the option to mend
   */
  public static AverageConfig of(AverageOptions options) {
    return OptionCombinations.checked(options, new OptionReader(options).config());
  }

  /** A file, glob or directory; what the user typed, also for the demo. */
  public abstract String input();

  /** The demo, if that is the input. */
  public abstract Optional<DemoInput> demo();

  /** What a connector reads, if the input is an address of one. */
  public abstract Optional<Source> source();

  /** How records are written. */
  public abstract RecordFormat inputFormat();

  /** Which fields are read, and how. */
  public abstract ReadingSchema schema();

  /** Whether files are read as a stream. */
  public abstract boolean replay();

  /** How fast a stream is read, in times real time; empty for as fast as possible. */
  public abstract OptionalDouble speed();

  /** Which demo stream. */
  public abstract long seed();

  /** The watermark of a stream. */
  public abstract WatermarkPolicy watermark();

  /** A file, glob or directory of rejected rows that were mended; empty for none. */
  public abstract Optional<String> mended();

  /** What is computed. */
  public abstract Statistics statistics();

  /** Where in event time, shifted and zoned. */
  public abstract Windowing windowing();

  /** When it is emitted, and how refinements relate. */
  public abstract Firing firing();

  /** How windows are computed. */
  public abstract Plan plan();

  /** How many tables the fast plan has. */
  public abstract Shards shards();

  /** A file or a directory; empty for a table on standard output. */
  public abstract Optional<String> output();

  /** A file or a directory; empty for none. */
  public abstract Optional<String> lateOutput();

  /** A file or a directory; empty for none. */
  public abstract Optional<String> rejectedOutput();

  /** A file; empty for none. */
  public abstract Optional<String> ledger();

  /** Whether the run goes on where an earlier one stopped. */
  public abstract boolean resume();

  /** The options that have to be the same when a run goes on from a savepoint. */
  public abstract String stateOf();

  abstract Optional<RowFormat> outputFormat();

  /**
   * How an output is written: as the options say, else by the name of a file, CSV for other files;
   * a connector has a format of its own.
   */
  public Optional<RowFormat> formatOf(String address) {
    return Connectors.of(address).isPresent()
        ? outputFormat()
        : outputFormat()
            .or(() -> RowFormat.ofFileName(address))
            .or(() -> Optional.of(RowFormat.CSV));
  }

  /** Whether the input is read as an unbounded stream. */
  public boolean isStreaming() {
    return replay() || demo().isPresent() || source().filter(Source::isUnbounded).isPresent();
  }

  /** Whether the input has no end. */
  public boolean isEndless() {
    return demo().filter(demo -> demo.records().isEmpty()).isPresent()
        || source().filter(Source::isEndless).isPresent();
  }

  static Builder builder() {
    return new AutoValue_AverageConfig.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setInput(String input);

    abstract Builder setDemo(Optional<DemoInput> demo);

    abstract Builder setSource(Optional<Source> source);

    abstract Builder setInputFormat(RecordFormat format);

    abstract Builder setSchema(ReadingSchema schema);

    abstract Builder setReplay(boolean replay);

    abstract Builder setSpeed(OptionalDouble speed);

    abstract Builder setSeed(long seed);

    abstract Builder setWatermark(WatermarkPolicy watermark);

    abstract Builder setMended(Optional<String> files);

    abstract Builder setStatistics(Statistics statistics);

    abstract Builder setWindowing(Windowing windowing);

    abstract Builder setFiring(Firing firing);

    abstract Builder setPlan(Plan plan);

    abstract Builder setShards(Shards shards);

    abstract Builder setOutput(Optional<String> output);

    abstract Builder setLateOutput(Optional<String> output);

    abstract Builder setRejectedOutput(Optional<String> output);

    abstract Builder setLedger(Optional<String> file);

    abstract Builder setResume(boolean resume);

    abstract Builder setStateOf(String options);

    abstract Builder setOutputFormat(Optional<RowFormat> format);

    abstract AverageConfig build();
  }
}
