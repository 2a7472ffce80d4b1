// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.preflight;

import java.util.Map;
import java.util.Optional;

/**
 * A run as the checks see it.
 *
 * @param place where it takes place
 * @param isStreaming whether it is computed as a stream
 * @param isEndless whether the input never ends by itself
 * @param isForgotten whether the other side forgets what was read without checkpoints
 * @param flinkMinor the version of Flink that this is built for, such as 1.19
 * @param settings the options that are set, by a user or by a config of ours, as text
 */
public record PlannedRun(
    Place place,
    boolean isStreaming,
    boolean isEndless,
    boolean isForgotten,
    String flinkMinor,
    Map<String, String> settings) {
  static final String CHECKPOINTING_INTERVAL = "checkpointingInterval";

  boolean isStreamOnFlink() {
    return place.isFlink() && isStreaming;
  }

  boolean hasCheckpoints() {
    return isStreamOnFlink() && checkpointingInterval() > 0;
  }

  /** Milliseconds; Beam takes -1 for none. */
  long checkpointingInterval() {
    return number(CHECKPOINTING_INTERVAL).orElse(-1L);
  }

  Optional<String> text(String option) {
    return Optional.ofNullable(settings.get(option)).filter(text -> !text.isEmpty());
  }

  /** The value of an option whose type is a whole number. */
  Optional<Long> number(String option) {
    return text(option).map(Long::valueOf);
  }

  /** The value of a switch, which is off where nobody has set it. */
  boolean isOn(String option) {
    return text(option).equals(Optional.of("true"));
  }
}
