// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.files.Dataset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.kafka.KafkaIO;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Mean;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * What a Beam user writes first: {@code KafkaIO} and {@code Mean.perKey}.
 *
 * <p>It does not end by itself, so the run is over when all records have been parsed.
 */
final class KafkaIoMeans {
  /** Runner and pipeline are in one process. */
  private static final AtomicLong LEFT = new AtomicLong();

  private static final CountDownLatch DONE = new CountDownLatch(1);

  private KafkaIoMeans() {}

  static void run(TopicVariant variant, String server, String topic, long records)
      throws InterruptedException {
    LEFT.set(records);
    Thread thread = new Thread(() -> pipeline(variant, server, topic).run().waitUntilFinish());
    thread.setDaemon(true);
    thread.start();
    DONE.await();
  }

  private static Pipeline pipeline(TopicVariant variant, String server, String topic) {
    Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.fromArgs(options(variant)).create());
    pipeline
        .apply(
            "Records",
            KafkaIO.<byte[], byte[]>read()
                .withBootstrapServers(server)
                .withTopic(topic)
                .withKeyDeserializer(ByteArrayDeserializer.class)
                .withValueDeserializer(ByteArrayDeserializer.class)
                .withCreateTime(Duration.standardSeconds(5))
                .withConsumerConfigUpdates(
                    java.util.Map.of("auto.offset.reset", "earliest", "max.poll.records", 4000)))
        .apply("Parse", ParDo.of(new ParseFn()))
        .apply("Windows", Window.into(FixedWindows.of(Duration.millis(Dataset.HOUR))))
        .apply("Means", Mean.perKey())
        .apply("End", ParDo.of(new EndFn()));
    return pipeline;
  }

  private static String[] options(TopicVariant variant) {
    return variant == TopicVariant.KAFKAIO_DIRECT
        ? new String[] {
          "--runner=DirectRunner", "--enforceImmutability=false", "--enforceEncodability=false"
        }
        : new String[] {
          "--runner=FlinkRunner",
          "--flinkMaster=[local]",
          "--streaming=true",
          "--parallelism=" + Runtime.getRuntime().availableProcessors(),
          "--checkpointingInterval=10000",
          "--maxBundleSize=10000",
          "--objectReuse=true"
        };
  }

  /** The record's timestamp is the time of its reading. */
  private static final class ParseFn extends DoFn<KafkaRecord<byte[], byte[]>, KV<String, Double>> {
    @ProcessElement
    public void parse(
        @Element KafkaRecord<byte[], byte[]> record, OutputReceiver<KV<String, Double>> out) {
      String[] fields =
          new String(record.getKV().getValue(), StandardCharsets.UTF_8).split(",", -1);
      out.outputWithTimestamp(
          KV.of(fields[1], Double.parseDouble(fields[2])),
          Instant.ofEpochMilli(record.getTimestamp()));
      if (LEFT.decrementAndGet() == 0) {
        DONE.countDown();
      }
    }
  }

  private static final class EndFn extends DoFn<KV<String, Double>, Void> {
    @ProcessElement
    public void take(@Element KV<String, Double> mean) {
      if (mean.getValue().isNaN()) {
        throw new IllegalStateException(mean.getKey());
      }
    }
  }
}
