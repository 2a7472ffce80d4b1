// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

/** The panes of all series, and the window that slides over them, for {@link PaneLoop}. */
interface PaneSums {
  /** Adds a reading. */
  void add(int pane, int series, long time, double value);

  /** A pane enters the window; how many readings that has then. */
  long enter(int pane, int series);

  /** The mean of the window, of one reading at least. */
  double mean(int series);

  /** A pane leaves the window, and is empty. */
  void leave(int pane, int series);
}
