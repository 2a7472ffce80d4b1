// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the records of one shard in transactions.
 *
 * <p>A transaction also commits the number that comes next, as an offset of a group of the shard's
 * own. Records below that number are in the topic.
 */
final class ShardWriter {
  private static final Logger LOG = LoggerFactory.getLogger(ShardWriter.class);

  private final KafkaSettings settings;
  private final String id;
  private Producer<byte[], byte[]> producer;
  private long next;

  /**
   * A writer that has not looked at the topic yet.
   *
   * @param run which numbered the records
   */
  ShardWriter(KafkaSettings settings, String run, int shard) {
    this.settings = settings;
    this.id = "tidemark-" + run + "-" + shard;
  }

  /**
   * Writes, in one transaction, records up to the first gap in their numbers.
   *
   * @param records in the order of their numbers
   * @return those that have to wait for others
   */
  List<NumberedRecord> write(List<NumberedRecord> records) {
    if (producer == null || records.get(0).number() > next) {
      close(); // others have written in between, or are about to
      next = Math.max(next, committed().orElse(0));
    }
    List<NumberedRecord> left = missing(records);
    if (left.isEmpty() || left.get(0).number() > next) {
      return left;
    }
    open();
    List<NumberedRecord> rest = transact(missing(left));
    if (!rest.isEmpty()) {
      close(); // there is another whose turn it is, who takes the shard over
    }
    return rest;
  }

  /** Those that are not in the topic. */
  private List<NumberedRecord> missing(List<NumberedRecord> records) {
    return records.stream().filter(record -> record.number() >= next).toList();
  }

  /**
   * Writes records that have waited in vain: the group has been forgotten.
   *
   * @throws IllegalStateException if it has not, or there is another gap
   */
  void writeAfterGap(List<NumberedRecord> records) {
    long first = records.get(0).number();
    if (committed().isPresent()) {
      throw new IllegalStateException(
          String.format("%s: record %s has waited in vain for record %s", id, first, next));
    }
    LOG.warn(
        "{}: the brokers have forgotten group {}; rows of the last checkpoint may be there twice",
        settings.address(),
        id);
    next = first;
    open();
    if (!transact(records).isEmpty()) {
      throw new IllegalStateException(id + ": records are missing behind record " + next);
    }
  }

  /** Takes the shard over from who wrote it before; what that one has not committed is aborted. */
  private void open() {
    if (producer == null) {
      producer =
          new KafkaProducer<>(
              settings.producer(id), new ByteArraySerializer(), new ByteArraySerializer());
      producer.initTransactions();
      next = Math.max(next, committed().orElse(0)); // by now that one has come to an end
    }
  }

  /** What is committed now. A consumer would wait for a transaction that nobody may ever end. */
  private OptionalLong committed() {
    try (Admin admin = Admin.create(settings.admin())) {
      OffsetAndMetadata committed =
          admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata().get().get(place());
      return committed == null ? OptionalLong.empty() : OptionalLong.of(committed.offset());
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** Where the number is kept: the group is the shard's, so one partition does. */
  private TopicPartition place() {
    return new TopicPartition(settings.address().topic(), 0);
  }

  private List<NumberedRecord> transact(List<NumberedRecord> records) {
    int count = 0;
    while (count < records.size() && records.get(count).number() == next) {
      if (count == 0) {
        producer.beginTransaction();
      }
      // A failure of it is one of the commit.
      var unused = producer.send(records.get(count).record().to(settings.address().topic()));
      next++;
      count++;
    }
    if (count > 0) {
      producer.sendOffsetsToTransaction(
          Map.of(place(), new OffsetAndMetadata(next)), new ConsumerGroupMetadata(id));
      producer.commitTransaction();
    }
    return records.subList(count, records.size());
  }

  /** Lets the shard go; what is not committed is aborted by who comes after, or by the broker. */
  void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
      producer = null;
    }
  }
}
