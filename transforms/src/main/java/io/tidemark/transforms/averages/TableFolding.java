// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.Folding;
import io.tidemark.transforms.block.KeyIndex;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;
import io.tidemark.transforms.summary.SummaryCells;
import io.tidemark.transforms.windowing.Panes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.KV;

/**
 * The panes of readings, by series, until they leave as tables by shard.
 *
 * <p>It is full when there are many panes. The results of a table are of all windows, so it has no
 * timestamp of its own.
 */
final class TableFolding implements Folding<KV<Integer, PaneTable>> {
  /** Each takes some 50 bytes. */
  private static final int MOST_PANES = 1 << 21;

  private final TableSpec spec;
  private final Shards shards;
  private final Panes panes;
  private final SummaryCells cells;
  private final KeyIndex keys = new KeyIndex();
  private PaneRow[] rows = new PaneRow[64]; // by the number of the series; null without readings
  private int[] filled = new int[64]; // the numbers of those that are not null
  private int filledCount;
  private long mostPanes;

  // Of the reading before; most are in the same pane.
  private long pane;
  private long paneEnd;

  TableFolding(TableSpec spec, Shards shards) {
    this.spec = spec;
    this.shards = shards;
    this.panes = spec.panes();
    this.cells = spec.cells();
  }

  @Override
  public int seriesOf(byte[] key) {
    return numbered(keys.indexOf(key));
  }

  @Override
  public int seriesOf(ReadingBlock block, int index) {
    return numbered(keys.indexOf(block.key(index), block.keyHash(index)));
  }

  private int numbered(int series) {
    if (series >= rows.length) {
      rows = Arrays.copyOf(rows, 2 * series);
    }
    return series;
  }

  @Override
  public void add(int series, long time, double value) {
    if (time < pane || time >= paneEnd) {
      pane = panes.start(time);
      paneEnd = panes.end(pane);
    }
    PaneRow row = rows[series];
    if (row == null) {
      row = new PaneRow(keys.key(series), keys.hash(series), cells);
      rows[series] = row;
      fill(series);
    }
    row.add(cells, pane, time, value);
    mostPanes++;
  }

  private void fill(int series) {
    if (filledCount == filled.length) {
      filled = Arrays.copyOf(filled, 2 * filledCount);
    }
    filled[filledCount++] = series;
  }

  @Override
  public boolean isFull() {
    return mostPanes >= MOST_PANES && hasManyPanes();
  }

  private boolean hasManyPanes() {
    mostPanes = 0;
    for (int i = 0; i < filledCount; i++) {
      mostPanes += rows[filled[i]].size();
    }
    return mostPanes >= MOST_PANES / 2;
  }

  @Override
  public boolean isEmpty() {
    return mostPanes == 0;
  }

  @Override
  public void emit(Output<KV<Integer, PaneTable>> out) {
    byShard()
        .forEach((key, table) -> out.emit(KV.of(key, table), BoundedWindow.TIMESTAMP_MIN_VALUE));
    for (int i = 0; i < filledCount; i++) {
      rows[filled[i]] = null;
    }
    filledCount = 0;
    mostPanes = 0;
  }

  private Map<Integer, PaneTable> byShard() {
    Map<Integer, PaneTable> tables = new HashMap<>();
    for (int i = 0; i < filledCount; i++) {
      PaneRow row = rows[filled[i]];
      int key = shards.key(shards.shardOf(row.keyHash()));
      tables.computeIfAbsent(key, unused -> new PaneTable(spec)).put(row);
    }
    return tables;
  }
}
