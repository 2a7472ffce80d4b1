// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import com.google.auto.value.AutoValue;
import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.output.OutputConfig;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.firing.Filling;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Windowing;
import java.util.List;

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
    return of(options, List.of());
  }

  /**
   * The same for a pipeline that reads more.
   *
   * @param inputs addresses of what else it reads: connectors of these have options too
   */
  public static AverageConfig of(AverageOptions options, List<String> inputs) {
    return OptionCombinations.checked(options, new OptionReader(options, inputs).config());
  }

  /** What is read. */
  public abstract InputConfig input();

  /** What is computed. */
  public abstract Statistics statistics();

  /** Where in event time, shifted and zoned. */
  public abstract Windowing windowing();

  /** When it is emitted, and how refinements relate. */
  public abstract Firing firing();

  /** What stands for empty windows. */
  public abstract Filling filling();

  /** How windows are computed. */
  public abstract Plan plan();

  /** How many tables the fast plan has. */
  public abstract Shards shards();

  /** The options that have to be the same when a run goes on from a savepoint. */
  public abstract String stateOf();

  /** Where results go, and what is not in them. */
  public abstract OutputConfig outputs();

  /** The same of another input. */
  public AverageConfig withInput(InputConfig input) {
    return toBuilder().setInput(input).build();
  }

  abstract Builder toBuilder();

  static Builder builder() {
    return new AutoValue_AverageConfig.Builder();
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setInput(InputConfig input);

    abstract Builder setStatistics(Statistics statistics);

    abstract Builder setWindowing(Windowing windowing);

    abstract Builder setFiring(Firing firing);

    abstract Builder setFilling(Filling filling);

    abstract Builder setPlan(Plan plan);

    abstract Builder setShards(Shards shards);

    abstract Builder setStateOf(String options);

    abstract Builder setOutputs(OutputConfig outputs);

    abstract AverageConfig build();
  }
}
