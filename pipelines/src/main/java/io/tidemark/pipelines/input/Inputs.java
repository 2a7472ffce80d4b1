// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.input;

import io.tidemark.io.block.ReadBlocks;
import io.tidemark.io.block.Readings;
import io.tidemark.io.demo.DemoRecording;
import io.tidemark.io.file.InputFiles;
import io.tidemark.io.file.Originals;
import io.tidemark.io.replay.FileRecording;
import io.tidemark.io.replay.Recording;
import io.tidemark.io.replay.Replay;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/** Reads what a config asks for. Its transforms have the same names in every pipeline. */
public final class Inputs {
  private final InputConfig config;
  private final String stateOf;

  /** The input of a config. */
  public Inputs(InputConfig config) {
    this(config, "");
  }

  /**
   * The input of a config.
   *
   * @param stateOf the options that the state of the run is made of, which must be the same when it
   *     is resumed: {@code --key=a --window=fixed:1h}
   */
  public Inputs(InputConfig config, String stateOf) {
    this.config = config;
    this.stateOf = stateOf;
  }

  /**
   * Readings in blocks, those of {@code --mended} among them.
   *
   * @throws io.tidemark.io.record.InputException if the input is not there
   */
  public Readings<ReadingBlock> read(Pipeline pipeline) {
    return withMended(readBeside(pipeline, "Source"), () -> pipeline.apply("Mended", mended()));
  }

  /**
   * Readings in blocks, of an input that is not the only one.
   *
   * @param name of the transform
   * @throws io.tidemark.io.record.InputException if the input is not there
   */
  public Readings<ReadingBlock> readBeside(Pipeline pipeline, String name) {
    return pipeline.apply(name, source());
  }

  /** Whether the input can be folded where it is read: files, read as a whole. */
  public boolean isFoldable() {
    return config.source().isEmpty() && !config.isStreaming();
  }

  /**
   * The same as {@link #read}, folded where it is read.
   *
   * @throws io.tidemark.io.record.InputException if the input is not there
   */
  public <T> Readings<T> fold(Pipeline pipeline, ReadingFold<T> fold) {
    return withMended(
        pipeline.apply("Source", files().foldedBy(fold)),
        () -> pipeline.apply("Mended", mended().foldedBy(fold)));
  }

  /** How far the watermark may move while a reading of a recording is on its way. */
  public Optional<Duration> stride() {
    return config.source().isPresent()
        ? Optional.empty()
        : Optional.of(Replay.stride(config.watermark()));
  }

  private <T> Readings<T> withMended(Readings<T> readings, Supplier<Readings<T>> mended) {
    return config.mended().isPresent() ? readings.and("AndMended", mended.get()) : readings;
  }

  private PTransform<PBegin, Readings<ReadingBlock>> source() {
    if (config.source().isPresent()) {
      return config.source().get().withIdentity(identity()).read();
    }
    if (!config.isStreaming()) {
      return files();
    }
    Replay replay =
        Replay.of(recording()).withWatermark(config.watermark()).withIdentity(identity());
    return config.speed().isPresent() ? replay.withSpeed(config.speed().getAsDouble()) : replay;
  }

  private SourceIdentity identity() {
    return new SourceIdentity(config.option(), stateOf);
  }

  private ReadBlocks files() {
    return ReadBlocks.from(found()).withFormat(config.format()).withSchema(config.schema());
  }

  private InputFiles found() {
    return InputFiles.of(config.address()).withOptionName("--" + config.option());
  }

  private ReadBlocks mended() {
    InputFiles rows = InputFiles.of(config.mended().orElseThrow()).withOptionName("--mended");
    return ReadBlocks.from(rows).withOriginals(originals()).withSchema(config.schema());
  }

  private Originals originals() {
    return config.source().isPresent() || config.demo().isPresent()
        ? Originals.of(config.format().forMessages())
        : Originals.of(InputFiles.of(config.address()).list(), config.format());
  }

  private Recording recording() {
    if (config.demo().isEmpty()) {
      InputFiles files = found();
      files.list(); // that there are none is better known now than when the run has begun
      return FileRecording.of(files, config.format(), config.schema());
    }
    DemoInput demo = config.demo().get();
    return demo.records().isPresent()
        ? DemoRecording.of(config.seed(), demo.records().getAsLong(), config.schema())
        : DemoRecording.endless(config.seed(), config.schema());
  }
}
