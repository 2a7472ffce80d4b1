// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.io.option.CheckpointOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** When a message is acknowledged to the broker. */
enum Acknowledging {
  /** As it is handed over: on Flink without checkpoints nobody would say that it is safe. */
  AT_ONCE,
  /**
   * When a bundle ends: on Direct, which never goes back to a checkpoint, and calls one final only
   * when more has come; a broker may send no more before.
   */
  WITH_BUNDLE,
  /** When a checkpoint with a later one is final, so that a run that goes on finds its place. */
  BEHIND;

  static Acknowledging of(PipelineOptions options) {
    if (!options.getRunner().getSimpleName().contains("Flink")) {
      return WITH_BUNDLE;
    }
    return options.as(CheckpointOptions.class).getCheckpointingInterval() > 0 ? BEHIND : AT_ONCE;
  }
}
