// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The work and nothing else: one thread, one table of panes, sums of doubles.
 *
 * <p>A pane is what one series has in one period. A result is the one before, plus the newest pane,
 * minus the one that has left the window. No engine, no checkpoint, no late readings, and the drift
 * of rounded sums; it says what the machine could do, and what the results are to be.
 */
final class PaneLoop {
  private final int series;
  private final int overlap;
  private final double[][] sums; // of the panes of a window, and of two that are filling up
  private final int[][] counts;
  private final double[] slidingSums;
  private final long[] slidingCounts;
  private final int[] keyHashes;
  private final ResultCounter results;
  private long newest; // the pane whose end is the next result
  private int newestSlot;

  private PaneLoop(Workload workload, ResultCounter results) {
    this.series = workload.stream().series();
    this.overlap = workload.overlap();
    this.sums = new double[overlap + 2][series];
    this.counts = new int[overlap + 2][series];
    this.slidingSums = new double[series];
    this.slidingCounts = new long[series];
    this.keyHashes = new int[series];
    this.results = results;
    String[] keys = workload.stream().keys();
    for (int i = 0; i < series; i++) {
      keyHashes[i] = keys[i].hashCode();
    }
  }

  /** Finds the series by their numbers. */
  static void byNumber(Workload workload, ResultCounter results) {
    PaneLoop loop = new PaneLoop(workload, results);
    Cursor cursor = workload.stream().cursor(0, 1);
    while (cursor.next()) {
      loop.add(cursor.series(), cursor.time(), cursor.value(), cursor.watermark());
    }
  }

  /** Finds the series by their names, as the engines must. */
  static void byKey(Workload workload, ResultCounter results) {
    PaneLoop loop = new PaneLoop(workload, results);
    Map<String, Integer> rows = new HashMap<>();
    String[] keys = workload.stream().keys();
    for (int i = 0; i < keys.length; i++) {
      rows.put(keys[i], i);
    }
    Cursor cursor = workload.stream().cursor(0, 1);
    while (cursor.next()) {
      loop.add(rows.get(cursor.key()), cursor.time(), cursor.value(), cursor.watermark());
    }
  }

  /** What the results of a workload are to be. */
  static Digest expected(Workload workload) {
    ResultCounter results = new ResultCounter();
    byNumber(workload, results);
    return results.digest();
  }

  private void add(int row, long time, double value, long watermark) {
    long pane = time / ReadingStream.PERIOD;
    if (newest == 0) {
      newest = watermark / ReadingStream.PERIOD;
    }
    while ((newest + 1) * ReadingStream.PERIOD <= watermark) {
      close();
    }
    int slot = (int) (pane - newest) + newestSlot;
    if (slot >= sums.length) {
      slot -= sums.length;
    }
    sums[slot][row] += value;
    counts[slot][row]++;
  }

  /** The newest pane is complete. */
  private void close() {
    long end = (newest + 1) * ReadingStream.PERIOD;
    int expired = newestSlot - overlap + 1;
    if (expired < 0) {
      expired += sums.length;
    }
    for (int row = 0; row < series; row++) {
      slidingSums[row] += sums[newestSlot][row];
      slidingCounts[row] += counts[newestSlot][row];
      if (slidingCounts[row] > 0) {
        results.add(keyHashes[row], end, slidingCounts[row], slidingSums[row] / slidingCounts[row]);
      }
      slidingSums[row] -= sums[expired][row];
      slidingCounts[row] -= counts[expired][row];
      sums[expired][row] = 0;
      counts[expired][row] = 0;
    }
    newest++;
    newestSlot = newestSlot + 1 == sums.length ? 0 : newestSlot + 1;
  }
}
