// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.watermark;

import io.tidemark.transforms.time.DurationText;
import java.io.Serializable;
import java.time.Duration;

/**
 * How a source tells how far event time is complete: a bound on disorder, and what silence means.
 *
 * <pre>{@code
 * WatermarkPolicy policy =
 *     WatermarkPolicy.maxDelay(Duration.ofSeconds(5)).withIdleTimeout(Duration.ofMinutes(1));
 * }</pre>
 *
 * @param maxDelay how far a reading may be behind the newest event time of its partition and still
 *     be in order; at least 0
 * @param idleTimeout how long, in processing time, a partition may be silent before the watermark
 *     passes it; zero for as long as it takes
 */
public record WatermarkPolicy(Duration maxDelay, Duration idleTimeout) implements Serializable {
  /** Checks the signs. */
  public WatermarkPolicy {
    if (maxDelay.isNegative()) {
      throw new IllegalArgumentException(
          String.format("maxDelay(%s): must be >= 0", DurationText.print(maxDelay)));
    }
    if (idleTimeout.isNegative()) {
      throw new IllegalArgumentException(
          String.format("withIdleTimeout(%s): must be >= 0", DurationText.print(idleTimeout)));
    }
  }

  /** The watermark is the newest event time less a delay; silence holds it. */
  public static WatermarkPolicy maxDelay(Duration delay) {
    return new WatermarkPolicy(delay, Duration.ZERO);
  }

  /** Lets the watermark pass a partition that has been silent that long; 0 never does. */
  public WatermarkPolicy withIdleTimeout(Duration timeout) {
    return new WatermarkPolicy(maxDelay, timeout);
  }
}
