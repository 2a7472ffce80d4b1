// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes the records of one shard in transactions. */
final class ShardWriter {
  private final String topic;
  private final String id;
  private final Producer<byte[], byte[]> producer;
  private long next;
  private boolean inTransaction;

  private ShardWriter(String topic, String id, Producer<byte[], byte[]> producer, long next) {
    this.topic = topic;
    this.id = id;
    this.producer = producer;
    this.next = next;
  }

  /**
   * Takes a shard over from whoever wrote it before; what that one had not committed is aborted.
   *
   * @param known the number that comes next at least
   */
  static ShardWriter open(KafkaSettings settings, String run, int shard, long known) {
    String topic = settings.address().topic();
    String id = "tidemark-" + run + "-" + shard;
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            settings.producer(id), new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
      return new ShardWriter(topic, id, producer, Math.max(known, committed(settings, id, shard)));
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  private static long committed(KafkaSettings settings, String id, int shard) {
    Map<String, Object> all = settings.consumer(shard);
    all.put(KafkaSettings.GROUP, id);
    TopicPartition place = place(settings.address().topic());
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      OffsetAndMetadata committed = consumer.committed(Set.of(place)).get(place);
      return committed == null ? 0 : committed.offset();
    }
  }

  /** Where the number is kept: the group is the shard's, so one partition does. */
  private static TopicPartition place(String topic) {
    return new TopicPartition(topic, 0);
  }

  void write(NumberedRecord record) {
    if (record.number() < next) {
      return; // it is in the topic
    }
    if (record.number() > next) {
      throw new IllegalStateException(
          String.format("record %s comes before record %s", record.number(), next));
    }
    if (!inTransaction) {
      producer.beginTransaction();
      inTransaction = true;
    }
    // A failure of it is one of the commit.
    var unused = producer.send(record.record().to(topic));
    next++;
  }

  void commit() {
    if (!inTransaction) {
      return;
    }
    producer.sendOffsetsToTransaction(
        Map.of(place(topic), new OffsetAndMetadata(next)), new ConsumerGroupMetadata(id));
    producer.commitTransaction();
    inTransaction = false;
  }

  void close() {
    producer.close(Duration.ZERO);
  }
}
