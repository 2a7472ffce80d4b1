// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing.kafka;

import static java.util.stream.Collectors.toMap;

import io.tidemark.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes, fills and reads topics of a broker, with Kafka's own clients. */
public final class Topics {
  private final Broker broker;

  private Topics(Broker broker) {
    this.broker = broker;
  }

  /** Those of a broker. */
  public static Topics of(Broker broker) {
    return new Topics(broker);
  }

  /** Waits until the broker answers. */
  public void awaitReady() {
    try (Admin admin = admin()) {
      Await.until(
          "a broker",
          () -> {
            if (!broker.isAlive()) {
              throw new IllegalStateException("the broker has ended");
            }
            return answers(admin);
          });
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new topic with a name of its own. */
  public String create(int partitions) {
    return create(partitions, Map.of());
  }

  /** A new topic with a name of its own. */
  public String create(int partitions, Map<String, String> settings) {
    String topic = "t-" + UUID.randomUUID();
    try (Admin admin = admin()) {
      get(
          () ->
              admin
                  .createTopics(
                      List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                  .all()
                  .get());
      Await.until("topic " + topic, () -> partitions(admin, topic) == partitions);
    }
    return topic;
  }

  private static int partitions(Admin admin, String topic) {
    try {
      return admin
          .describeTopics(List.of(topic))
          .topicNameValues()
          .get(topic)
          .get()
          .partitions()
          .size();
    } catch (ExecutionException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Gives a topic more partitions. */
  public void grow(String topic, int partitions) {
    try (Admin admin = admin()) {
      get(
          () ->
              admin
                  .createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                  .all()
                  .get());
      Await.until("partitions of " + topic, () -> partitions(admin, topic) == partitions);
    }
  }

  /** The topics there are. */
  public Collection<String> names() {
    try (Admin admin = admin()) {
      return get(() -> admin.listTopics().names().get());
    }
  }

  /** What a group has committed, by partition. */
  public Map<Integer, Long> committed(String group) {
    try (Admin admin = admin()) {
      return get(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get())
          .entrySet()
          .stream()
          .collect(toMap(entry -> entry.getKey().partition(), entry -> entry.getValue().offset()));
    }
  }

  /** A record without a key. */
  public static ProducerRecord<byte[], byte[]> message(String topic, int partition, String value) {
    return message(topic, partition, null, null, value);
  }

  /** A record. */
  public static ProducerRecord<byte[], byte[]> message(
      String topic, int partition, Long millis, String key, String value) {
    return new ProducerRecord<>(topic, partition, millis, bytes(key), bytes(value));
  }

  /** UTF-8; null of null. */
  public static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /** Sends records, and has them in the topic when it returns. */
  public void send(Collection<ProducerRecord<byte[], byte[]>> messages) {
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.server(), "linger.ms", 20, "batch.size", 200_000),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
      messages.forEach(message -> sent.add(producer.send(message)));
      producer.flush();
      for (java.util.concurrent.Future<?> each : sent) {
        get(each::get);
      }
    }
  }

  /** All records of a topic, of transactions those that were committed. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                broker.server(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      Await.until(
          "the end of " + topic,
          () -> {
            consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            return partitions.stream().allMatch(p -> consumer.position(p) >= ends.get(p));
          });
      return all;
    }
  }

  /** The values of a topic by their keys, as compaction leaves them. */
  public Map<String, String> compacted(String topic) {
    Map<String, String> latest = new LinkedHashMap<>();
    read(topic).forEach(record -> latest.put(text(record.key()), text(record.value())));
    return latest;
  }

  /** What {@link #bytes} made bytes of. */
  public static String text(byte[] bytes) {
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", broker.server()));
  }

  private interface Ask<T> {
    T ask() throws ExecutionException, InterruptedException;
  }

  private static <T> T get(Ask<T> ask) {
    try {
      return ask.ask();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
