// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.pipelines.input.InputConfig;
import io.tidemark.pipelines.launcher.Exit;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.launcher.PipelineDefinition;
import org.apache.beam.sdk.Pipeline;

/**
 * A live table that a stream of requests asks, and a person with a browser too.
 *
 * <p>The table has the newest reading of each series or, with {@code --window}, its newest average.
 * What stations have measured when somebody asked:
 *
 * <pre>
 *   java -jar tidemark.jar lookup --table=readings.csv --key=station --value=temp_c --time=time \
 *     --requests=requests.csv --requestId=id --requestTime=as_of --answers=answers.csv
 * </pre>
 */
public final class LookupPipeline implements PipelineDefinition<LookupOptions, LookupConfig> {
  /** Runs this pipeline alone: the arguments are its options. */
  public static void main(String[] arguments) {
    Exit.with(Launcher.only(new LookupPipeline()).run(arguments, System.out, System.err));
  }

  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public String summary() {
    return "the newest reading or average of each series, for a stream of requests or over HTTP";
  }

  @Override
  public String example() {
    return "--table=readings.csv --key=station --value=temp_c --time=time --requests=requests.csv";
  }

  @Override
  public Class<LookupOptions> options() {
    return LookupOptions.class;
  }

  @Override
  public LookupConfig configure(LookupOptions options) {
    return LookupConfig.of(options);
  }

  @Override
  public boolean usesConnectors() {
    return true;
  }

  @Override
  public boolean isStreaming(LookupConfig config) {
    return config.isStreaming();
  }

  @Override
  public boolean isEndless(LookupConfig config) {
    return config.isEndless();
  }

  @Override
  public boolean isForgotten(LookupConfig config) {
    return config.average().input().isForgotten()
        || config.requests().filter(InputConfig::isForgotten).isPresent();
  }

  @Override
  public void build(Pipeline pipeline, LookupConfig config) {
    LookupGraph.build(pipeline, config);
  }
}
