// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import com.google.auto.value.AutoValue;
import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.Connectors;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.pipelines.launcher.OptionValue;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the options of an input mean: typed, checked one by one and together.
 *
 * <pre>{@code
 * InputOptions options = PipelineOptionsFactory.as(InputOptions.class);
 * options.setInput("measurements.csv");
 * options.setKey("station");
 * options.setValue("temp_c");
 * options.setTime("time");
 * InputConfig config = InputConfig.of(options);
 * }</pre>
 */
@AutoValue
public abstract class InputConfig {
  InputConfig() {}

  /**
   * Makes a config of options. Whether the input has to have a time is for the pipeline to say.
   *
   * @throws io.tidemark.pipelines.launcher.UsageException one line that names the option to mend
   */
  public static InputConfig of(InputOptions options) {
    return InputCombinations.checked(options, new InputReader(options).config());
  }

  /**
   * Another input of the same run: read as a whole or as a stream as this one is, with the same
   * watermark and pace.
   *
   * @param option the one that has the address
   * @param options where a connector finds its own
   */
  public InputConfig beside(
      String option,
      String address,
      RecordFormat format,
      ReadingSchema schema,
      InputOptions options) {
    Optional<DemoInput> demo = OptionValue.parse(option, address, DemoInput::parse);
    SourceRequest request =
        new SourceRequest(option, address, format, schema, watermark(), stopWhenIdle(), options);
    Optional<Source> source = Connectors.of(address).map(each -> each.source(request));
    return toBuilder()
        .setOption(option)
        .setSeed(seed() + 1) // another demo
        .setAddress(address)
        .setDemo(demo)
        .setSource(source)
        .setFormat(demo.isPresent() ? RecordFormat.jsonLines() : format)
        .setSchema(schema)
        .setReplay(schema.hasTime() && isStreaming() && demo.isEmpty() && source.isEmpty())
        .setMended(Optional.empty())
        .setWatchedDirectory(Optional.empty())
        .build();
  }

  /** The same, whose address was typed for another option than {@code --input}. */
  public InputConfig typedAs(String option) {
    return toBuilder().setOption(option).build();
  }

  /** The option that the address was typed for. */
  public abstract String option();

  /** A file, glob or directory; what the user typed, also for the demo. */
  public abstract String address();

  /** The demo, if that is the input. */
  public abstract Optional<DemoInput> demo();

  /** What a connector reads, if the input is an address of one. */
  public abstract Optional<Source> source();

  /** How records are written. */
  public abstract RecordFormat format();

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

  /** A directory that is watched for files, ending in {@code /}; empty for none. */
  public abstract Optional<String> watchedDirectory();

  /** Whether the input is read as an unbounded stream. */
  public boolean isStreaming() {
    return replay() || demo().isPresent() || source().filter(Source::isUnbounded).isPresent();
  }

  /** Whether the input has no end. */
  public boolean isEndless() {
    return demo().filter(demo -> demo.records().isEmpty()).isPresent()
        || source().filter(Source::isEndless).isPresent();
  }

  /** Whether the other side does not have what was read any more. */
  public boolean isForgotten() {
    return Connectors.of(address()).filter(Connector::forgetsWhatWasRead).isPresent();
  }

  /** When a stream ends since nothing comes; empty for never. */
  abstract Optional<Duration> stopWhenIdle();

  abstract Builder toBuilder();

  static Builder builder() {
    return new AutoValue_InputConfig.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setOption(String option);

    abstract Builder setStopWhenIdle(Optional<Duration> silence);

    abstract Builder setAddress(String address);

    abstract Builder setDemo(Optional<DemoInput> demo);

    abstract Builder setSource(Optional<Source> source);

    abstract Builder setFormat(RecordFormat format);

    abstract Builder setSchema(ReadingSchema schema);

    abstract Builder setReplay(boolean replay);

    abstract Builder setSpeed(OptionalDouble speed);

    abstract Builder setSeed(long seed);

    abstract Builder setWatermark(WatermarkPolicy watermark);

    abstract Builder setMended(Optional<String> files);

    abstract Builder setWatchedDirectory(Optional<String> directory);

    abstract InputConfig build();
  }
}
