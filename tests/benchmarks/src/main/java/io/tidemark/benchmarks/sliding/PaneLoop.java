// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The work and nothing else: one thread, one table of panes.
 *
 * <p>A pane is what one series has in one period. A result is the one before, plus the newest pane,
 * minus the one that has left the window. No engine, no checkpoint, no late readings; it says what
 * the machine could do, what the results are to be, and what exact sums cost where nothing else
 * does.
 */
final class PaneLoop {
  private final int series;
  private final int overlap;
  private final int panes; // of a window, and two that are filling up
  private final PaneSums sums;
  private final int[] keyHashes;
  private final ResultCounter results;
  private long newest; // the pane whose end is the next result
  private int newestSlot;

  private PaneLoop(
      Workload workload, BiFunction<Integer, Integer, PaneSums> sums, ResultCounter results) {
    this.series = workload.stream().series();
    this.overlap = workload.overlap();
    this.panes = overlap + 2;
    this.sums = sums.apply(panes, series);
    this.keyHashes = new int[series];
    this.results = results;
    String[] keys = workload.stream().keys();
    for (int i = 0; i < series; i++) {
      keyHashes[i] = keys[i].hashCode();
    }
  }

  /** Finds the series by their numbers. */
  static void byNumber(Workload workload, ResultCounter results) {
    PaneLoop loop = new PaneLoop(workload, DoubleSums::new, results);
    Cursor cursor = workload.stream().cursor(0, 1);
    while (cursor.next()) {
      loop.add(cursor.series(), cursor.time(), cursor.value(), cursor.watermark());
    }
  }

  /** Finds the series by their names, as the engines must. */
  static void byKey(Workload workload, ResultCounter results) {
    byKey(workload, DoubleSums::new, results);
  }

  /** The same with exact sums. */
  static void exact(Workload workload, ResultCounter results) {
    byKey(workload, ExactSums::new, results);
  }

  private static void byKey(
      Workload workload, BiFunction<Integer, Integer, PaneSums> sums, ResultCounter results) {
    PaneLoop loop = new PaneLoop(workload, sums, results);
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
    if (slot >= panes) {
      slot -= panes;
    }
    sums.add(slot, row, time, value);
  }

  /** The newest pane is complete. */
  private void close() {
    long end = (newest + 1) * ReadingStream.PERIOD;
    int expired = newestSlot - overlap + 1;
    if (expired < 0) {
      expired += panes;
    }
    for (int row = 0; row < series; row++) {
      long count = sums.enter(newestSlot, row);
      if (count > 0) {
        results.add(keyHashes[row], end, count, sums.mean(row));
      }
      sums.leave(expired, row);
    }
    newest++;
    newestSlot = newestSlot + 1 == panes ? 0 : newestSlot + 1;
  }
}
