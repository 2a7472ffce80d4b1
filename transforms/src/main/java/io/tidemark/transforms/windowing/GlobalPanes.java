// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.windowing;

/** One pane, one window, for all time. */
enum GlobalPanes implements Panes {
  INSTANCE;

  private static final long START = Long.MIN_VALUE;

  @Override
  public long start(long time) {
    return START;
  }

  @Override
  public long end(long pane) {
    return END_OF_TIME;
  }

  @Override
  public long endAfter(long pane, long time) {
    return time < END_OF_TIME ? END_OF_TIME : NONE;
  }

  @Override
  public long lastEnd(long pane) {
    return END_OF_TIME;
  }

  @Override
  public long windowStart(long end) {
    return START;
  }

  @Override
  public long firstWithEnd(long end) {
    return START;
  }
}
