// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

import java.math.BigInteger;

/** Panes of fixed and sliding windows: as long as the size and the period have in common. */
record AlignedPanes(long size, long period, long offset, long length) implements Panes {
  static AlignedPanes of(AlignedWindowing windowing) {
    long common =
        BigInteger.valueOf(windowing.size())
            .gcd(BigInteger.valueOf(windowing.period()))
            .longValueExact();
    return new AlignedPanes(windowing.size(), windowing.period(), windowing.offset(), common);
  }

  @Override
  public long start(long time) {
    return Math.floorDiv(time - offset, length) * length + offset;
  }

  @Override
  public long end(long pane) {
    return pane + length;
  }

  @Override
  public long endAfter(long pane, long time) {
    long end = firstEndFrom(Math.max(pane, time) + 1);
    return end <= lastEnd(pane) ? end : NONE;
  }

  @Override
  public long lastEnd(long pane) {
    return Math.floorDiv(pane - offset, period) * period + offset + size;
  }

  @Override
  public long windowStart(long end) {
    return end - size;
  }

  @Override
  public long firstWithEnd(long end) {
    return firstEndFrom(end) - size;
  }

  private long firstEndFrom(long time) {
    return Math.floorDiv(time - 1 - offset - size, period) * period + period + offset + size;
  }
}
