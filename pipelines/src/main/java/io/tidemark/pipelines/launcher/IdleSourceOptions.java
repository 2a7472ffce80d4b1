// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * When Flink ends a source that has nothing more to read. Types and defaults are those of Beam's
 * FlinkPipelineOptions, which are not on this module's class path.
 *
 * <p>Input that ends needs it at once, or a run with checkpoints would not end. Under input that
 * has no end, sources that have given all they had (the one element of a {@code Create}) have to
 * stay: Flink restores with another parallelism only where no task has ended.
 */
public interface IdleSourceOptions extends PipelineOptions {
  @Description("Milliseconds after which Flink ends a source that has nothing more to read.")
  @Default.Long(-1L)
  Long getShutdownSourcesAfterIdleMs();

  void setShutdownSourcesAfterIdleMs(Long millis);
}
