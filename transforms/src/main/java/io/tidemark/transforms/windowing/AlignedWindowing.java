// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import io.tidemark.transforms.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fixed and sliding windows: intervals of one size that start once every period. */
record AlignedWindowing(long size, long period, long offset) implements Windowing {
  static AlignedWindowing of(Duration size, Duration period) {
    return new AlignedWindowing(size.toMillis(), period.toMillis(), 0);
  }

  @Override
  public Windowing withOffset(Duration offset) {
    return new AlignedWindowing(size, period, Math.floorMod(offset.toMillis(), period));
  }

  @Override
  public boolean needsTime() {
    return true;
  }

  @Override
  public List<Interval> windows(long time) {
    // Floor division: % would round towards zero and put times before 1970 one window too late.
    long last = Math.floorDiv(time - offset, period) * period + offset;
    long first = last - (size - 1 - (time - last)) / period * period;
    List<Interval> windows = new ArrayList<>((int) ((last - first) / period) + 1);
    for (long start = first; start <= last; start += period) {
      windows.add(new Interval(start, start + size));
    }
    return windows;
  }

  @Override
  public Optional<Panes> panes() {
    return Optional.of(AlignedPanes.of(this));
  }

  @Override
  public String toString() {
    String sizeText = DurationText.print(Duration.ofMillis(size));
    return size == period
        ? "fixed:" + sizeText
        : "sliding:" + sizeText + "/" + DurationText.print(Duration.ofMillis(period));
  }
}
