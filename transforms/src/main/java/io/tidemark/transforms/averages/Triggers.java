// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Firing;
import java.time.Duration;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.Trigger;
import org.apache.beam.sdk.transforms.windowing.Trigger.OnceTrigger;

/** A {@link Firing} as Beam's trigger. */
final class Triggers {
  private Triggers() {}

  static Trigger of(Firing firing) {
    AfterWatermark.FromEndOfWindow onTime = AfterWatermark.pastEndOfWindow();
    Duration gathering = firing.late().gathering();
    OnceTrigger late =
        gathering.isZero() ? AfterPane.elementCountAtLeast(1) : afterProcessing(gathering);
    return firing.early().isZero()
        ? onTime.withLateFirings(late)
        : onTime.withEarlyFirings(afterProcessing(firing.early())).withLateFirings(late);
  }

  private static OnceTrigger afterProcessing(Duration delay) {
    return AfterProcessingTime.pastFirstElementInPane().plusDelayOf(joda(delay));
  }

  static org.joda.time.Duration joda(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }
}
