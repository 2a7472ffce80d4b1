// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.live.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions of a feed.
 *
 * <p>A broker that does not answer is waited for, with a word in the log when that begins and when
 * it is over. Offsets are committed to the group, if there is one, by the thread that polls.
 */
final class KafkaReader implements Feed.Reader<KafkaPosition> {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  /** A group's first commit waits until the brokers have made the topic of offsets. */
  private static final Duration LAST_COMMIT = Duration.ofSeconds(15);

  private static final long DISCOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SILENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private final KafkaFeed feed;
  private final Consumer<byte[], byte[]> consumer;
  private final SortedMap<Integer, Long> next = new TreeMap<>();
  private final AtomicReference<KafkaPosition> uncommitted = new AtomicReference<>();
  private KafkaPosition sent;
  private volatile boolean closed;
  private List<String> names = List.of();
  private boolean started;
  private long discoveredAt;
  private long heardAt = System.nanoTime();
  private boolean silent;
  private boolean waiting;

  KafkaReader(KafkaFeed feed, Optional<KafkaPosition> from) {
    this.feed = feed;
    this.consumer = consumer(feed);
    this.discoveredAt = System.nanoTime() - DISCOVERY_NANOS;
    // A checkpoint from before the first look at the topic has none.
    if (from.isPresent() && !from.get().offsets().isEmpty()) {
      started = true;
      read(from.get().offsets());
    }
  }

  private static Consumer<byte[], byte[]> consumer(KafkaFeed feed) {
    return new KafkaConsumer<>(
        feed.settings().consumer(feed.index()),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  @Override
  public boolean poll(Feed.Output out) {
    try {
      commit();
      discover();
      if (next.isEmpty()) {
        return false;
      }
      ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
      if (records.isEmpty()) {
        listen();
        return false;
      }
      heard();
      handOver(records, out);
      return true;
    } catch (OffsetOutOfRangeException e) {
      throw feed.problem(
          "records were deleted before they were read, from "
              + e.offsetOutOfRangePartitions()
              + " on; without a checkpoint, --kafkaStart says where to begin");
    } catch (InterruptException e) {
      throw e; // Kafka has set the flag again
    } catch (RetriableException e) {
      await(e);
      return false;
    } catch (KafkaException e) {
      throw feed.problem(KafkaProblem.of(e, feed.settings()));
    }
  }

  private void handOver(ConsumerRecords<byte[], byte[]> records, Feed.Output out) {
    for (TopicPartition partition : records.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> some = records.records(partition);
      String name = partition.topic() + "/" + partition.partition();
      for (ConsumerRecord<byte[], byte[]> each : some) {
        out.add(name, new KafkaMessage(each));
      }
      next.put(partition.partition(), some.get(some.size() - 1).offset() + 1);
    }
  }

  /** Looks for partitions that are new, from time to time. */
  private void discover() {
    long now = System.nanoTime();
    if (now - discoveredAt < DISCOVERY_NANOS) {
      return;
    }
    List<TopicPartition> found = new ArrayList<>();
    for (PartitionInfo info : consumer.partitionsFor(feed.settings().address().topic(), ANSWER)) {
      if (feed.has(info.partition()) && !next.containsKey(info.partition())) {
        found.add(new TopicPartition(info.topic(), info.partition()));
      }
    }
    if (!found.isEmpty()) {
      Map<Integer, Long> offsets = new HashMap<>();
      new Offsets(consumer)
          .of(startOf(), found)
          .forEach((partition, offset) -> offsets.put(partition.partition(), offset));
      read(offsets);
    }
    started = true;
    discoveredAt = now;
  }

  /** A partition that was made while we read is read as a whole, but for what a time excludes. */
  private KafkaStart startOf() {
    boolean asSaid = !started || feed.start().kind() == KafkaStart.Kind.TIME;
    return asSaid ? feed.start() : KafkaStart.earliest();
  }

  private void read(Map<Integer, Long> offsets) {
    next.putAll(offsets);
    consumer.assign(assigned());
    offsets.forEach((partition, offset) -> consumer.seek(topicPartition(partition), offset));
    names = assigned().stream().map(each -> each.topic() + "/" + each.partition()).toList();
  }

  private Collection<TopicPartition> assigned() {
    return next.keySet().stream().map(this::topicPartition).toList();
  }

  private TopicPartition topicPartition(int partition) {
    return new TopicPartition(feed.settings().address().topic(), partition);
  }

  /** Whether nothing comes because there is nothing, which the brokers are asked now and then. */
  private void listen() {
    long now = System.nanoTime();
    if (now - heardAt < SILENCE_NANOS) {
      return;
    }
    boolean atEnd = true;
    for (Map.Entry<TopicPartition, Long> end : consumer.endOffsets(assigned(), ANSWER).entrySet()) {
      atEnd &= consumer.position(end.getKey(), ANSWER) >= end.getValue();
    }
    heard();
    silent = atEnd;
  }

  private void heard() {
    heardAt = System.nanoTime();
    silent = false; // until the brokers say so
    if (waiting) {
      waiting = false;
      LOG.info("{}: the broker answers again", feed.name());
    }
  }

  private void await(RetriableException reason) {
    silent = false;
    if (!waiting) {
      waiting = true;
      LOG.warn("{}: waits for the broker, {}", feed.name(), reason.getClass().getSimpleName());
    }
  }

  @Override
  public boolean isSilent() {
    return silent;
  }

  @Override
  public List<String> partitions() {
    return names;
  }

  @Override
  public KafkaPosition position() {
    return new KafkaPosition(feed.settings().address().topic(), next);
  }

  @Override
  public void acknowledge(KafkaPosition position) {
    if (feed.settings().group().isPresent()) {
      uncommitted.set(position);
      if (closed) {
        commitAfterTheEnd();
      }
    }
  }

  /** The Direct runner closes readers at random, and calls their checkpoints final afterwards. */
  private void commitAfterTheEnd() {
    try (Consumer<byte[], byte[]> another = consumer(feed)) {
      commitLast(another);
    }
  }

  /** Tells the group; should it not arrive, the next one says it too, or the last. */
  private void commit() {
    KafkaPosition position = uncommitted.get();
    if (position == null || position.equals(sent)) {
      return;
    }
    sent = position;
    consumer.commitAsync(
        offsets(position),
        (offsets, problem) -> {
          if (problem == null) {
            uncommitted.compareAndSet(position, null);
          }
        });
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(KafkaPosition position) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    position
        .offsets()
        .forEach(
            (partition, offset) ->
                offsets.put(topicPartition(partition), new OffsetAndMetadata(offset)));
    return offsets;
  }

  @Override
  public void close() {
    closed = true; // what is acknowledged from now on is committed at once
    try {
      commitLast(consumer);
    } finally {
      consumer.close(ANSWER);
    }
  }

  private void commitLast(Consumer<byte[], byte[]> by) {
    KafkaPosition position = uncommitted.getAndSet(null);
    if (position == null) {
      return;
    }
    try {
      by.commitSync(offsets(position), LAST_COMMIT);
    } catch (KafkaException e) {
      LOG.warn(
          "{}: the group's offsets were not committed, {}; the next run may read more",
          feed.name(),
          KafkaProblem.of(e, feed.settings()));
    }
  }
}
