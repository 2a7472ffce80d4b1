// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.files.Dataset;
import io.tidemark.benchmarks.files.LoopMeans;
import io.tidemark.benchmarks.files.Means;
import io.tidemark.benchmarks.measure.Arguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One run of one variant that is not Tidemark over one topic, alone in its process. */
public final class TopicRun {
  private TopicRun() {}

  /** Runs what the options say and ends the process when all records are counted. */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(List.of(words));
    TopicVariant variant = TopicVariant.named(arguments.text("variant", ""));
    String server = arguments.text("server", "");
    String topic = arguments.text("topic", "");
    long records = arguments.longNumber("records", 0);
    Path output = Path.of(arguments.text("output", ""));
    arguments.checkAllRead();
    if (variant == TopicVariant.LOOP) {
      loop(server, topic, records).write(output);
    } else {
      KafkaIoMeans.run(variant, server, topic, records);
    }
    // Some engines have threads that would stay.
    System.exit(0);
  }

  private static Means loop(String server, String topic, long records) {
    LoopMeans loop = new LoopMeans(Dataset.HOURLY);
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                server,
                "auto.offset.reset",
                "earliest",
                "max.poll.records",
                4000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      for (long left = records; left > 0; ) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          loop.row(record.value());
          left--;
        }
      }
    }
    Means means = new Means();
    loop.writeTo(means);
    return means;
  }
}
