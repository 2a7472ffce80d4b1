// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.alert;

import io.tidemark.pipelines.launcher.Exit;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.launcher.PipelineDefinition;
import org.apache.beam.sdk.Pipeline;

/**
 * Alerts by rules, each step of each episode once.
 *
 * <p>Readings are read as {@code average} reads them. A stream of a recording:
 *
 * <pre>
 *   java -jar tidemark.jar alert --input=readings.csv --key=oven --value=temperature \
 *     --time=time --rules=rules.yaml --replay --maxDelay=5s --allowedLateness=1m \
 *     --output=alerts.csv
 * </pre>
 */
public final class AlertPipeline implements PipelineDefinition<AlertOptions, AlertConfig> {
  /** Runs this pipeline alone: the arguments are its options. */
  public static void main(String[] arguments) {
    Exit.with(Launcher.only(new AlertPipeline()).run(arguments, System.out, System.err));
  }

  @Override
  public String name() {
    return "alert";
  }

  @Override
  public String summary() {
    return "alerts by rules on readings or windows, each once, also with late readings";
  }

  @Override
  public String example() {
    return "--input=readings.csv --key=oven --value=temperature --time=time --rules=rules.yaml";
  }

  @Override
  public Class<AlertOptions> options() {
    return AlertOptions.class;
  }

  @Override
  public AlertConfig configure(AlertOptions options) {
    return AlertConfig.of(options);
  }

  @Override
  public boolean usesConnectors() {
    return true;
  }

  @Override
  public boolean isStreaming(AlertConfig config) {
    return config.input().isStreaming();
  }

  @Override
  public boolean isEndless(AlertConfig config) {
    return config.input().isEndless();
  }

  @Override
  public boolean isForgotten(AlertConfig config) {
    return config.input().isForgotten();
  }

  @Override
  public void build(Pipeline pipeline, AlertConfig config) {
    AlertGraph.build(pipeline, config);
  }
}
