// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import java.util.Optional;

/**
 * Folds readings of a stream that cannot be late, until their bundle ends.
 *
 * <p>Whether a reading is late is decided by its shard, and a late one is told with its value. But
 * where a source says that a reading is not behind its own watermark, no shard will find it late,
 * and its value is needed no more. Where there are few readings for a pane, folding costs more than
 * it saves; then it pauses for some bundles. Results are the same to the bit, folded or not.
 */
final class StreamFolding {
  /** So many readings for each pane make it worthwhile. */
  private static final int WORTHWHILE = 4;

  /** So many bundles pass by until the next attempt. */
  private static final int PAUSE = 16;

  /** So many series are remembered from bundle to bundle. */
  private static final int MOST_KNOWN = 1 << 18;

  private final TableFolding tables;
  private int known;
  private int pause;
  private long readings; // of this bundle
  private long panes; // that they became, as far as they have been emitted
  private long earliest = Long.MAX_VALUE;

  StreamFolding(TableFold fold) {
    this.tables = fold.start();
  }

  /** Whether it is empty, and remembers no more series than it may. */
  boolean isReusable() {
    return readings == 0 && known <= MOST_KNOWN;
  }

  /** Whether to fold the readings of this bundle. */
  boolean isWorthwhile() {
    return pause == 0;
  }

  /**
   * Takes the readings of a block that cannot be late, and returns the others.
   *
   * @param sure no reading from this time on can be late
   */
  Optional<ReadingBlock> take(ReadingBlock block, long sure, ShardOutput out) {
    int[] seriesOf = new int[block.seriesCount()];
    for (int i = 0; i < seriesOf.length; i++) {
      seriesOf[i] = tables.seriesOf(block, i);
      known = Math.max(known, seriesOf[i]);
    }
    ReadingBlock.Builder others = null;
    long first = Long.MAX_VALUE;
    for (int i = 0; i < block.size(); i++) {
      long time = block.time(i);
      if (time >= sure) {
        tables.add(seriesOf[block.series(i)], time, block.value(i));
        first = Math.min(first, time);
      } else {
        others = others == null ? new ReadingBlock.Builder(block.size()) : others;
        others.add(others.seriesOf(block, block.series(i)), time, block.value(i));
      }
    }
    readings += block.size();
    earliest = Math.min(earliest, first);
    if (tables.isFull()) {
      flush(out);
    }
    return Optional.ofNullable(others).map(ReadingBlock.Builder::build);
  }

  /** The bundle ends. */
  void finish(ShardOutput out) {
    flush(out);
    if (readings > 0) {
      pause = readings >= WORTHWHILE * panes ? 0 : PAUSE;
    } else {
      pause = Math.max(0, pause - 1);
    }
    readings = 0;
    panes = 0;
  }

  private void flush(ShardOutput out) {
    long timestamp = earliest;
    tables.emit(
        (element, unused) -> {
          ShardInput input = ShardInput.folded(element.getValue());
          panes += input.size();
          out.emit(element.getKey(), input, timestamp);
        });
    earliest = Long.MAX_VALUE;
  }
}
