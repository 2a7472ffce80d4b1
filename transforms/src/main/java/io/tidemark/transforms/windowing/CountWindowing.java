// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.util.List;

/**
 * Windows of a number of readings of a series, in the order of event time.
 *
 * @param size readings in a window
 * @param every readings from the end of one window to the end of the next; the size for windows
 *     that do not overlap
 */
public record CountWindowing(int size, int every) implements Windowing {
  @Override
  public boolean needsTime() {
    return false;
  }

  @Override
  public List<Interval> windows(long time) {
    return List.of();
  }

  @Override
  public String toString() {
    return size == every ? "count:" + size : "count:" + size + "/" + every;
  }
}
