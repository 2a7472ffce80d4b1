// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.List;

/**
 * Sessions: readings of a series less than a gap apart.
 *
 * @param gap in milliseconds
 */
public record SessionWindowing(long gap) implements Windowing {
  @Override
  public boolean needsTime() {
    return true;
  }

  @Override
  public List<Interval> windows(long time) {
    return List.of(new Interval(time, time + gap));
  }

  @Override
  public String toString() {
    return "session:" + DurationText.print(Duration.ofMillis(gap));
  }
}
