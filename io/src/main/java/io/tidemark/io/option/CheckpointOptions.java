// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.option;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * What connectors have to know of Flink's options, which are not on this module's class path. Types
 * and defaults are those of Beam's FlinkPipelineOptions.
 */
public interface CheckpointOptions extends PipelineOptions {
  /** Milliseconds between checkpoints; less than 1 for none. */
  @Description("Milliseconds between checkpoints.")
  @Default.Long(-1L)
  Long getCheckpointingInterval();

  void setCheckpointingInterval(Long millis);

  /** How many checkpoints may be under way at the same time. */
  @Description("How many checkpoints may be under way at the same time.")
  @Default.Integer(1)
  int getNumConcurrentCheckpoints();

  void setNumConcurrentCheckpoints(int count);

  /** Whether what waits for a checkpoint is let go when the input has come to its end. */
  @Description("Whether a run with exactly-once output can come to an end.")
  @Default.Boolean(false)
  Boolean getEnableStableInputDrain();

  void setEnableStableInputDrain(Boolean enabled);
}
