// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

/** Days, weeks, months and years: each is a window and a pane. */
record CalendarPanes(CalendarWindowing windowing) implements Panes {
  @Override
  public long start(long time) {
    return windowing.windows(time).get(0).start();
  }

  @Override
  public long end(long pane) {
    return windowing.windows(pane).get(0).end();
  }

  @Override
  public long endAfter(long pane, long time) {
    long end = end(pane);
    return end > time ? end : NONE;
  }

  @Override
  public long lastEnd(long pane) {
    return end(pane);
  }

  @Override
  public long windowStart(long end) {
    return start(end - 1);
  }

  @Override
  public long firstWithEnd(long end) {
    return start(end - 1);
  }
}
