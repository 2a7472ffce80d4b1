// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/** Finds the offset to begin at. */
final class Offsets {
  private final Consumer<byte[], byte[]> consumer;

  Offsets(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** The offset of the first record to read of each partition. */
  Map<TopicPartition, Long> of(KafkaStart start, Collection<TopicPartition> partitions) {
    return switch (start.kind()) {
      case EARLIEST -> consumer.beginningOffsets(partitions);
      case LATEST -> consumer.endOffsets(partitions);
      case GROUP -> committed(partitions);
      case TIME -> since(start.millis(), partitions);
    };
  }

  /** Where the group left off; the first record where it never was. */
  private Map<TopicPartition, Long> committed(Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>(consumer.beginningOffsets(partitions));
    for (Map.Entry<TopicPartition, OffsetAndMetadata> entry :
        consumer.committed(Set.copyOf(partitions)).entrySet()) {
      if (entry.getValue() != null) {
        offsets.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return offsets;
  }

  /** The first record of a time or later; the end where there is none yet. */
  private Map<TopicPartition, Long> since(long millis, Collection<TopicPartition> partitions) {
    Map<TopicPartition, Long> offsets = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> times =
        partitions.stream().collect(Collectors.toMap(Function.identity(), unused -> millis));
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> entry :
        consumer.offsetsForTimes(times).entrySet()) {
      if (entry.getValue() != null) {
        offsets.put(entry.getKey(), entry.getValue().offset());
      }
    }
    return offsets;
  }
}
