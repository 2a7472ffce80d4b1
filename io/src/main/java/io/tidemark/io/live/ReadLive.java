// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.block.Readings;
import io.tidemark.io.block.Unbatch;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.resume.SourceIdentity;
import io.tidemark.io.resume.Submission;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;

/**
 * Reads a feed as an unbounded stream of readings.
 *
 * <pre>{@code
 * record Line(String text) implements Message {
 *   public byte[] body() {
 *     return text.getBytes(StandardCharsets.UTF_8);
 *   }
 *
 *   public String origin() {
 *     return "example";
 *   }
 *
 *   public String attribute(String name) {
 *     return null;
 *   }
 * }
 *
 * record OneLine(String text) implements Feed<Integer> {
 *   public List<OneLine> split(int desired) {
 *     return List.of(this);
 *   }
 *
 *   public Feed.Reader<Integer> open(Optional<Integer> from) {
 *     return new Feed.Reader<>() {
 *       private int position = from.orElse(0);
 *
 *       public boolean poll(Feed.Output out) {
 *         if (position == 1) {
 *           return false;
 *         }
 *         out.add("the only one", new Line(text));
 *         position = 1;
 *         return true;
 *       }
 *
 *       public List<String> partitions() {
 *         return List.of("the only one");
 *       }
 *
 *       public Integer position() {
 *         return position;
 *       }
 *
 *       public void close() {}
 *     };
 *   }
 *
 *   public Coder<Integer> positionCoder() {
 *     return VarIntCoder.of();
 *   }
 *
 *   public String name() {
 *     return "example";
 *   }
 * }
 *
 * Readings<ReadingBlock> readings =
 *     pipeline.apply(
 *         ReadLive.of(
 *             new OneLine("{\"station\":\"blue\",\"time\":\"2026-01-01T00:00:00Z\",\"temp\":4.5}"),
 *             RecordFormat.jsonLines(),
 *             ReadingSchema.ofValues("temp").withKey("station").withTime("time"),
 *             WatermarkPolicy.maxDelay(Duration.ofSeconds(5)))
 *             .withStopWhenIdle(Duration.ofSeconds(1)));
 * }</pre>
 *
 * <ul>
 *   <li>Output: unbounded, in the global window, of each partition in its order. Blocks have the
 *       timestamp of the earliest reading that came with them and was not late.
 *   <li>Watermark: of each partition the newest event time less the policy's delay; that of the
 *       feed is the lowest. A partition that is silent for the idle timeout, also one that has had
 *       no message yet, follows the clock at that delay.
 *   <li>Metrics: of the watermark of each partition, and of how long readings took to arrive; see
 *       {@link io.tidemark.io.progress.SourceProgress}. Once a minute the log has a line about
 *       them, which names the partition that holds the others back.
 *   <li>End: none, unless it is told to {@linkplain #withStopWhenIdle stop}.
 *   <li>Parallel: at most as many readers as there are partitions.
 *   <li>Restart: from the positions in the checkpoint; what that is worth is the feed's to say.
 *       With which settings: see {@link #withIdentity}.
 *   <li>Rejected records, ledgers and counters: see {@link Unbatch}.
 *   <li>Errors: {@link io.tidemark.io.record.InputException}, of the feed, or where the format
 *       cannot have the fields of the schema.
 * </ul>
 */
public final class ReadLive<P> extends PTransform<PBegin, Readings<ReadingBlock>> {
  private final Feed<P> feed;
  private final Optional<RecordFormat> format;
  private final ReadingSchema schema;
  private final WatermarkPolicy policy;
  private final Optional<Duration> stopWhenIdle;
  private final Optional<SourceIdentity> identity;

  private ReadLive(
      Feed<P> feed,
      Optional<RecordFormat> format,
      ReadingSchema schema,
      WatermarkPolicy policy,
      Optional<Duration> stopWhenIdle,
      Optional<SourceIdentity> identity) {
    this.feed = feed;
    this.format = format;
    this.schema = schema;
    this.policy = policy;
    this.stopWhenIdle = stopWhenIdle;
    this.identity = identity;
  }

  /**
   * Reads a feed.
   *
   * @param format how the bodies of messages are written
   * @param schema their fields; those that start with {@code @} are attributes of the message
   */
  public static <P> ReadLive<P> of(
      Feed<P> feed, RecordFormat format, ReadingSchema schema, WatermarkPolicy policy) {
    return new ReadLive<>(
        feed, Optional.of(format), schema, policy, Optional.empty(), Optional.empty());
  }

  /** Reads a feed whose records are decoded already: it hands over no messages. */
  public static <P> ReadLive<P> ofRecords(
      Feed<P> feed, ReadingSchema schema, WatermarkPolicy policy) {
    return new ReadLive<>(
        feed, Optional.empty(), schema, policy, Optional.empty(), Optional.empty());
  }

  /**
   * Ends the stream when no message has come for so long, as if there were no more: all windows
   * close. Each reader ends on its own. Default: it never ends.
   */
  public ReadLive<P> withStopWhenIdle(Duration silence) {
    if (silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException(
          String.format("withStopWhenIdle(%s): must be more than 0", DurationText.print(silence)));
    }
    return new ReadLive<>(feed, format, schema, policy, Optional.of(silence), identity);
  }

  /**
   * Tells the source from others of its pipeline. A run that is resumed then reads on with the
   * settings that it has now, where without it has those of the run that began: format, delay, idle
   * timeout, and what the feed {@linkplain Feed#resume takes}. And what it is kept of is compared,
   * and secrets are in no savepoint. Default: nothing of this.
   */
  public ReadLive<P> withIdentity(SourceIdentity source) {
    return new ReadLive<>(feed, format, schema, policy, stopWhenIdle, Optional.of(source));
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin begin) {
    LiveSource<P> source =
        new LiveSource<>(
            feed,
            format.orElse(null),
            schema,
            policy,
            stopWhenIdle.orElse(null),
            Clock.systemUTC());
    source.decoder(); // what the format cannot do is better known now than on a worker
    feed.check();
    return begin
        .apply("Read", Read.from(submitted(source, begin.getPipeline().getOptions())))
        .apply("Unbatch", Unbatch.create());
  }

  private LiveSource<P> submitted(LiveSource<P> source, PipelineOptions options) {
    return identity.map(known -> source.submitted(Submission.of(known, options))).orElse(source);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    format.ifPresent(
        known ->
            builder.add(
                DisplayData.item("format", known.toString()).withLabel("Format of records")));
    builder
        .add(DisplayData.item("input", feed.name()).withLabel("Input"))
        .add(
            DisplayData.item("fields", String.join(",", schema.fields()))
                .withLabel("Fields of records"))
        .add(
            DisplayData.item("maxDelay", DurationText.print(policy.maxDelay()))
                .withLabel("Bound on disorder"));
  }
}
