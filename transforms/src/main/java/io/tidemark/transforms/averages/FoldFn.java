// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.Shards;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/**
 * Folds bounded readings into tables before they are shuffled, a table for each shard and bundle.
 *
 * <p>Where the panes of a bundle become many, what there is goes ahead.
 */
final class FoldFn extends DoFn<ReadingBlock, KV<Integer, PaneTable>> {
  /** Each takes some 50 bytes. */
  private static final int MOST_PANES = 1 << 21;

  private final TableSpec spec;
  private final Shards shards;
  private transient PaneTable table;
  private transient long mostPanes;

  FoldFn(TableSpec spec, Shards shards) {
    this.spec = spec;
    this.shards = shards;
  }

  @StartBundle
  public void startBundle() {
    startTable();
  }

  private void startTable() {
    table = new PaneTable(spec);
    mostPanes = 0;
  }

  @ProcessElement
  public void fold(@Element ReadingBlock block, OutputReceiver<KV<Integer, PaneTable>> out) {
    table.add(Times.NONE, Times.NONE, block, NoResults.INSTANCE);
    mostPanes += block.size();
    if (mostPanes >= MOST_PANES) {
      mostPanes = table.panes();
      if (mostPanes >= MOST_PANES / 2) {
        byShard()
            .forEach(
                (key, part) ->
                    out.outputWithTimestamp(KV.of(key, part), BoundedWindow.TIMESTAMP_MIN_VALUE));
        startTable();
      }
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    byShard()
        .forEach(
            (key, part) ->
                context.output(
                    KV.of(key, part), BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    table = null;
  }

  private Map<Integer, PaneTable> byShard() {
    Map<Integer, PaneTable> parts = new HashMap<>();
    for (PaneRow row : table.rows()) {
      int key = shards.key(shards.of(row.key()));
      parts.computeIfAbsent(key, unused -> new PaneTable(spec)).put(row);
    }
    return parts;
  }

  /** The results of a table are of all windows, so it has no timestamp of its own. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to say it
  public Duration getAllowedTimestampSkew() {
    return Results.ANY_TIMESTAMP;
  }
}
