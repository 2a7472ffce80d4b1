// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** An empty pipeline, to run on the embedded Flink as {@code runner-configs} sets it up. */
final class BeamOnFlink {
  private BeamOnFlink() {}

  /**
   * A pipeline.
   *
   * @param maxBundleSize the elements of a bundle: it must end by its count before it ends by time
   */
  static Pipeline pipeline(int maxBundleSize) throws IOException {
    return Pipeline.create(
        PipelineOptionsFactory.fromArgs(
                "--runner=FlinkRunner",
                "--streaming=true",
                "--flinkMaster=[local]",
                "--flinkConfDir=" + FlinkSettings.folder(),
                "--parallelism=" + FlinkSettings.PARALLELISM,
                "--objectReuse=true",
                // Otherwise a checkpoint keeps what a bundle emits at its end, and lets the
                // watermark pass it: blocks that are gathered until then miss their windows.
                "--finishBundleBeforeCheckpointing=true",
                "--maxBundleSize=" + maxBundleSize,
                "--checkpointingInterval=" + FlinkSettings.CHECKPOINT_INTERVAL)
            .create());
  }
}
