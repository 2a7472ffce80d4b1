// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What the Flink runner is told about checkpoints, without knowing that runner. */
public interface Checkpoints extends PipelineOptions {
  /** The option of that name. */
  @Description("Milliseconds between checkpoints on Flink; -1 for none.")
  @Default.Long(-1)
  Long getCheckpointingInterval();

  void setCheckpointingInterval(Long millis);
}
