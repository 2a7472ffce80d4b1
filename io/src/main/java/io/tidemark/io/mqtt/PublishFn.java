// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.tidemark.io.connector.SinkMetrics;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** Publishes rows; a bundle ends when the broker has all of them. */
final class PublishFn extends DoFn<Row, RejectedRecord> {
  private final MqttServer server;
  private final TopicTemplate topics;
  private final RowFormat format;
  private final boolean retain;
  private transient SinkMetrics metrics;
  private transient MqttPublisher publisher;
  private transient List<Refusal> refusals;

  PublishFn(MqttServer server, TopicTemplate topics, RowFormat format, boolean retain) {
    this.server = server;
    this.topics = topics;
    this.format = format;
    this.retain = retain;
  }

  private record Refusal(RejectedRecord record, Instant time, BoundedWindow window) {}

  @Setup
  public void setup() {
    metrics = new SinkMetrics();
    publisher = new MqttPublisher(server, metrics);
  }

  @StartBundle
  public void startBundle() {
    refusals = new ArrayList<>();
  }

  /** Starts to publish a row. */
  @ProcessElement
  public void publish(@Element Row row, @Timestamp Instant time, BoundedWindow window)
      throws IOException {
    byte[] payload = format.message(row);
    try {
      Mqtt5Publish publish =
          Mqtt5Publish.builder()
              .topic(topics.topic(row))
              .payload(payload)
              .qos(MqttQos.AT_LEAST_ONCE)
              .retain(retain)
              .build();
      publisher.publish(publish, reason -> refuse(payload, reason, time, window));
    } catch (IllegalArgumentException e) {
      refuse(payload, e.getMessage(), time, window);
    }
  }

  private void refuse(byte[] payload, String reason, Instant time, BoundedWindow window) {
    refusals.add(new Refusal(RejectedRecord.of(server.toString(), reason, payload), time, window));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) throws IOException {
    publisher.flush();
    metrics.publish();
    for (Refusal refusal : refusals) {
      context.output(refusal.record(), refusal.time(), refusal.window());
    }
  }

  @Teardown
  public void teardown() {
    if (publisher != null) {
      publisher.close();
    }
  }
}
