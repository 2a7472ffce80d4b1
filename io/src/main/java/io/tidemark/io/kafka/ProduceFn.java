// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkMetrics;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records, and has sent them all when a bundle ends. Gives out what is too large. */
final class ProduceFn extends DoFn<TopicRecord, RejectedRecord> {
  private final KafkaSettings settings;
  private final String option;
  private transient SinkMetrics metrics;
  private transient Producer<byte[], byte[]> producer;
  private transient ProducerRetries sentAgain;
  private transient Queue<RejectedRecord> refused;
  private transient AtomicReference<Exception> failure;

  ProduceFn(KafkaSettings settings, String option) {
    this.settings = settings;
    this.option = option;
  }

  @Setup
  public void setup() {
    metrics = new SinkMetrics();
  }

  @StartBundle
  public void startBundle() {
    refused = new ConcurrentLinkedQueue<>();
    failure = new AtomicReference<>();
  }

  @ProcessElement
  public void send(@Element TopicRecord record) {
    try {
      if (producer == null) {
        producer =
            new KafkaProducer<>(
                settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        sentAgain = new ProducerRetries(producer);
      }
      // What becomes of it the callback hears.
      var unused =
          producer.send(
              record.to(settings.address().topic()),
              (metadata, problem) -> answer(record, problem));
    } catch (KafkaException e) {
      throw problem(e);
    }
  }

  private void answer(TopicRecord record, Exception problem) {
    if (problem instanceof RecordTooLargeException) {
      refused.add(
          RejectedRecord.of(settings.address().topic(), problem.getMessage(), record.value()));
    } else if (problem != null) {
      failure.compareAndSet(null, problem);
    }
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    if (producer == null) {
      return;
    }
    producer.flush();
    metrics.addRetries(sentAgain.more());
    metrics.publish();
    if (failure.get() != null) {
      throw problem(failure.get());
    }
    for (RejectedRecord each : refused) {
      context.output(each, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  private OutputException problem(Exception cause) {
    return new OutputException(
        option, settings.address().toString(), KafkaProblem.of(cause, settings));
  }

  @Teardown
  public void teardown() {
    if (producer != null) {
      producer.close();
      producer = null;
    }
  }
}
