// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.live;

import io.tidemark.io.progress.SourceProgress;
import io.tidemark.transforms.watermark.PartitionWatermark;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The watermark of a feed: that of the partition that is furthest behind. */
final class FeedWatermark {
  static final long NO_READING = SourceProgress.NO_READING;

  private final WatermarkPolicy policy;
  private final Map<String, PartitionWatermark> partitions = new TreeMap<>();
  private long told = NO_READING;

  FeedWatermark(WatermarkPolicy policy) {
    this.policy = policy;
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
    partitions.values().stream()
        .mapToLong(partition -> partition.current(now, now))
        .min()
        .ifPresent(lowest -> told = Math.max(told, lowest));
    return told;
  }

  /** The watermark as it was told last. */
  long told() {
    return told;
  }

  /** The watermarks of the partitions, to keep in a checkpoint. */
  Map<String, Long> byPartition() {
    Map<String, Long> watermarks = new TreeMap<>();
    partitions.forEach((name, watermark) -> watermarks.put(name, watermark.current()));
    return watermarks;
  }
}
