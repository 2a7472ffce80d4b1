// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.transforms.watermark.PartitionWatermark;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.joda.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watermark of a feed: that of the partition that is furthest behind. */
final class FeedWatermark {
  private static final Logger LOG = LoggerFactory.getLogger(FeedWatermark.class);

  static final long NO_READING = BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis();

  /** So often, in milliseconds, the log names who holds the watermark back. */
  private static final long REPORT_INTERVAL = 60_000;

  private final String feed;
  private final WatermarkPolicy policy;
  private final long maxDelay;
  private final Map<String, PartitionWatermark> partitions = new TreeMap<>();
  private long told = NO_READING;
  private long lastReport = Long.MAX_VALUE;

  FeedWatermark(String feed, WatermarkPolicy policy) {
    this.feed = feed;
    this.policy = policy;
    this.maxDelay = policy.maxDelay().toMillis();
  }

  /** What was silence so far is none: it begins now. */
  void interruptSilence(long now) {
    restore(byPartition(), now);
  }

  /** Goes on from a checkpoint. */
  void restore(long watermark, Map<String, Long> watermarks, long now) {
    told = watermark;
    restore(watermarks, now);
  }

  private void restore(Map<String, Long> watermarks, long now) {
    watermarks.forEach(
        (name, start) -> partitions.put(name, new PartitionWatermark(policy, start, now)));
  }

  /** The partitions that are read from now on; new ones begin without a reading. */
  void read(List<String> names, long now) {
    if (!partitions.keySet().containsAll(names) || partitions.size() != names.size()) {
      partitions.keySet().retainAll(names);
      names.forEach(name -> partition(name, now));
    }
  }

  private PartitionWatermark partition(String name, long now) {
    return partitions.computeIfAbsent(
        name, unused -> new PartitionWatermark(policy, NO_READING, now));
  }

  /** A reading came. */
  void observe(String partition, long eventTime, long now) {
    partition(partition, now).observe(eventTime, now);
  }

  /** The watermark; it never goes back. */
  long current(long now) {
    String last = null;
    long lowest = Long.MAX_VALUE;
    long highest = NO_READING;
    for (Map.Entry<String, PartitionWatermark> entry : partitions.entrySet()) {
      long watermark = entry.getValue().current(now, now);
      if (watermark < lowest) {
        lowest = watermark;
        last = entry.getKey();
      }
      highest = Math.max(highest, watermark);
    }
    if (last != null) {
      told = Math.max(told, lowest);
      report(last, lowest, highest, now);
    }
    return told;
  }

  /** The watermark as it was told last. */
  long told() {
    return told;
  }

  private void report(String last, long lowest, long highest, long now) {
    if (lastReport == Long.MAX_VALUE) {
      lastReport = now;
    }
    if (now - lastReport < REPORT_INTERVAL || highest - lowest <= maxDelay) {
      return;
    }
    lastReport = now;
    LOG.info(
        "{}: partition {} holds the watermark back, at {}; the furthest is at {}",
        feed,
        last,
        lowest == NO_READING ? "no reading yet" : Instant.ofEpochMilli(lowest),
        Instant.ofEpochMilli(highest));
  }

  /** What to keep in a checkpoint. */
  Map<String, Long> byPartition() {
    Map<String, Long> watermarks = new TreeMap<>();
    partitions.forEach((name, watermark) -> watermarks.put(name, watermark.current()));
    return watermarks;
  }
}
