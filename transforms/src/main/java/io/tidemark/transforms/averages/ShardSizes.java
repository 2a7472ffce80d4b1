// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.ledger.BundleLedger;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Metrics of what shards keep: series, panes, bytes.
 *
 * <p>They are counters that go up and down, so that those of all shards and workers add up. What a
 * shard had before is in its state. But where a run goes on from a checkpoint its metrics begin at
 * zero, while its state does not; so there, what this worker has counted of a shard is remembered.
 */
final class ShardSizes {
  private static final Counter SERIES = Metrics.counter(BundleLedger.NAMESPACE, "state_series");
  private static final Counter PANES = Metrics.counter(BundleLedger.NAMESPACE, "state_panes");
  private static final Counter BYTES = Metrics.counter(BundleLedger.NAMESPACE, "state_bytes");

  /** Of a reading: its time and its value. */
  static final long READING_BYTES = 16;

  private final boolean restorable;
  private final Map<Integer, Counted> countedOf = new HashMap<>();
  private long series;
  private long panes;
  private long bytes;

  /** What the metrics have of a shard. */
  private static final class Counted {
    private TableSize table = TableSize.EMPTY;
    private long inbox;
  }

  /**
   * Sizes of shards.
   *
   * @param restorable whether the state may be of a run before; then each shard is always this
   *     worker's
   */
  ShardSizes(boolean restorable) {
    this.restorable = restorable;
  }

  /** The table of a shard has changed. */
  void table(int shard, TableSize before, TableSize after) {
    Counted counted = countedOf(shard);
    TableSize known = restorable ? counted.table : before;
    series += after.series() - known.series();
    panes += after.panes() - known.panes();
    bytes += after.bytes() - known.bytes();
    counted.table = after;
  }

  /** The readings in the inbox of a shard have changed. */
  void inbox(int shard, long before, long after) {
    Counted counted = countedOf(shard);
    bytes += READING_BYTES * (after - (restorable ? counted.inbox : before));
    counted.inbox = after;
  }

  private Counted countedOf(int shard) {
    return countedOf.computeIfAbsent(shard, unused -> new Counted());
  }

  /** Publishes the changes since the last time, as a bundle ends. */
  void publish() {
    SERIES.inc(series);
    PANES.inc(panes);
    BYTES.inc(bytes);
    series = 0;
    panes = 0;
    bytes = 0;
  }
}
