// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

/**
 * How much there is in a table.
 *
 * @param series its rows
 * @param panes of all series
 * @param bytes about what they take in memory
 */
record TableSize(long series, long panes, long bytes) {
  static final TableSize EMPTY = new TableSize(0, 0, 0);
}
