// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.joda.time.Duration;

/** A pipeline on the Direct runner that knows whether it was run. */
final class ExamplePipeline extends Pipeline {
  private static final Duration PATIENCE = Duration.standardMinutes(2);

  private PipelineResult result;

  ExamplePipeline() {
    super(PipelineOptionsFactory.fromArgs("--runner=DirectRunner", "--blockOnRun=false").create());
  }

  @Override
  public PipelineResult run(PipelineOptions options) {
    result = super.run(options);
    return result;
  }

  /** Runs unless that was done, and waits for the end. */
  void finish() throws Exception {
    if (result == null) {
      run();
    }
    PipelineResult.State state = result.waitUntilFinish(PATIENCE);
    if (state != PipelineResult.State.DONE) {
      result.cancel();
      throw new AssertionError("example has not ended by itself: " + state);
    }
  }
}
