// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.average;

import io.tidemark.pipelines.launcher.Exit;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.launcher.PipelineDefinition;
import org.apache.beam.sdk.Pipeline;

/**
 * Windowed statistics per series, exact and accounted for.
 *
 * <p>Readings come from files or from the built-in demo, are put into windows of event time and
 * summarized; what comes too late and what cannot be read is kept, and the ledger balances. A
 * stream of a recording, with readings up to a minute late:
 *
 * <pre>
 *   java -jar tidemark.jar average --input=readings.csv --key=station --value=temp_c \
 *     --time=time --window=sliding:1h/5m --replay --maxDelay=5s --allowedLateness=1m \
 *     --output=averages.csv --lateOutput=late.csv --rejectedOutput=rejected.jsonl
 * </pre>
 */
public final class Average implements PipelineDefinition<AverageOptions, AverageConfig> {
  /** Runs this pipeline alone: the arguments are its options. */
  public static void main(String[] arguments) {
    Exit.with(Launcher.only(new Average()).run(arguments, System.out, System.err));
  }

  @Override
  public String name() {
    return "average";
  }

  @Override
  public String summary() {
    return "windowed statistics per series, exact, from files or the demo";
  }

  @Override
  public String example() {
    return "--input=readings.csv --key=station --value=temp_c --time=time --window=fixed:1h";
  }

  @Override
  public Class<AverageOptions> options() {
    return AverageOptions.class;
  }

  @Override
  public AverageConfig configure(AverageOptions options) {
    return AverageConfig.of(options);
  }

  @Override
  public boolean usesConnectors() {
    return true;
  }

  @Override
  public boolean isStreaming(AverageConfig config) {
    return config.input().isStreaming();
  }

  @Override
  public boolean isEndless(AverageConfig config) {
    return config.input().isEndless();
  }

  @Override
  public boolean isForgotten(AverageConfig config) {
    return config.input().isForgotten();
  }

  @Override
  public void build(Pipeline pipeline, AverageConfig config) {
    AverageGraph.build(pipeline, config);
  }
}
