// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.progress;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.WorkerLedger;
import io.tidemark.transforms.metrics.DelayCounters;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * Tells how far a reader of a source is: the watermark of each partition and its lag behind now, as
 * gauges and in the log of the process, and how long readings took to arrive.
 *
 * <ul>
 *   <li>Gauges are named after partitions, of which a reader names 64 at most: the first that it
 *       tells of. The name is the last 60 characters of the partition's, with {@code _} for all
 *       that are no letters or digits. A partition without a reading has none.
 *   <li>They are set once a second: a runner pays for metrics at each step of a reader.
 *   <li>Not safe for use by several threads at once.
 * </ul>
 */
public final class SourceProgress {
  /** The watermark of a partition that has had no reading. */
  public static final long NO_READING = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  private static final int MOST_PARTITIONS = 64;
  private static final int LONGEST_NAME = 60;
  private static final long INTERVAL = 1_000;

  private final String source;
  private final DelayCounters delays = new DelayCounters("reading_delay");
  private final Map<String, PartitionGauges> gauges = new HashMap<>();
  private long next = Long.MIN_VALUE;
  private boolean hasArrived;

  private record PartitionGauges(Gauge watermark, Gauge lag) {
    static PartitionGauges of(String partition) {
      String name = metricName(partition);
      return new PartitionGauges(
          Metrics.gauge(BundleLedger.NAMESPACE, "partition_watermark_ms." + name),
          Metrics.gauge(BundleLedger.NAMESPACE, "partition_lag_ms." + name));
    }

    void set(long millis, long now) {
      watermark.set(millis);
      lag.set(now - millis);
    }
  }

  /** The progress of a reader of a source of that name, which is for the log. */
  public SourceProgress(String source) {
    this.source = source;
  }

  /** A reading of a live source came. */
  public void arrived(long eventTime, long now) {
    delays.add(now - eventTime);
    hasArrived = true;
  }

  /**
   * Publishes what there is to tell. To be called by a method of a reader that runners measure:
   * {@code start} and {@code advance}.
   *
   * @param watermarks by partition; it is asked once a second
   */
  public void publish(long now, Supplier<Map<String, Long>> watermarks) {
    if (hasArrived) {
      delays.publish();
      hasArrived = false;
    }
    if (now >= next) {
      next = now + INTERVAL;
      Map<String, Long> current = watermarks.get();
      current.forEach((partition, watermark) -> set(partition, watermark, now));
      ProgressLog.OF_THIS_PROCESS.tell(source, current, WorkerLedger.soFar(), now);
    }
  }

  private void set(String partition, long watermark, long now) {
    boolean known = gauges.containsKey(partition);
    if (watermark > NO_READING && (known || gauges.size() < MOST_PARTITIONS)) {
      gauges.computeIfAbsent(partition, PartitionGauges::of).set(watermark, now);
    }
  }

  static String metricName(String partition) {
    String end = partition.substring(Math.max(0, partition.length() - LONGEST_NAME));
    return end.replaceAll("[^A-Za-z0-9]", "_");
  }
}
