// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import com.google.auto.value.AutoValue;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.pipelines.average.AverageConfig;
import io.tidemark.pipelines.input.InputConfig;
import java.time.Duration;
import java.util.Optional;

/**
 * What the options of {@code lookup} mean: typed, checked one by one and together.
 *
 * <pre>{@code
 * LookupOptions options = PipelineOptionsFactory.as(LookupOptions.class);
 * options.setTable("measurements.csv");
 * options.setKey("station");
 * options.setValue("temp_c");
 * options.setTime("time");
 * options.setRequests("requests.jsonl");
 * LookupConfig config = LookupConfig.of(options);
 * }</pre>
 */
@AutoValue
public abstract class LookupConfig {
  LookupConfig() {}

  /**
   * Makes a config of options.
   *
   * @throws io.tidemark.pipelines.launcher.UsageException one line that names the option to mend
   */
  public static LookupConfig of(LookupOptions options) {
    return LookupReader.read(options);
  }

  /** What the table is made of: its input is the table's, its outputs are those of answers. */
  public abstract AverageConfig average();

  /** Whether the table has averages, not readings. */
  public abstract boolean windowed();

  /** Who asks; empty if nobody does but by HTTP. */
  public abstract Optional<InputConfig> requests();

  /** Whether a request has an id, which is then the last field of its key. */
  public abstract boolean hasId();

  /** Whether answers wait until nothing can change them. */
  public abstract boolean consistent();

  /** How long something is the newest of its series; empty for good. */
  public abstract Optional<Duration> timeToLive();

  /** How far behind the watermark a request may ask. */
  public abstract Duration history();

  /** Where the table can be seen. */
  public abstract Optional<ServeAddress> serve();

  /** What the state of the table is of: all that must be the same when a run goes on from it. */
  String stateOf() {
    ReadingSchema schema = average().input().schema();
    return windowed()
        ? average().stateOf()
        : String.format(
            "--key=%s --time=%s and no --window",
            String.join(",", schema.keyFields()), schema.hasTime() ? schema.timeField() : "");
  }

  /** Whether the table or the requests are a stream. */
  boolean isStreaming() {
    return average().input().isStreaming()
        || requests().filter(InputConfig::isStreaming).isPresent();
  }

  /** Whether the table or the requests have no end. */
  boolean isEndless() {
    return average().input().isEndless() || requests().filter(InputConfig::isEndless).isPresent();
  }

  static Builder builder() {
    return new AutoValue_LookupConfig.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setAverage(AverageConfig average);

    abstract Builder setWindowed(boolean windowed);

    abstract Builder setRequests(Optional<InputConfig> requests);

    abstract Builder setHasId(boolean hasId);

    abstract Builder setConsistent(boolean consistent);

    abstract Builder setTimeToLive(Optional<Duration> timeToLive);

    abstract Builder setHistory(Duration history);

    abstract Builder setServe(Optional<ServeAddress> serve);

    abstract LookupConfig build();
  }
}
