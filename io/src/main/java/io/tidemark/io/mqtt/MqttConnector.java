// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.io.connector.Connector;
import io.tidemark.io.connector.OutputException;
import io.tidemark.io.connector.SinkRequest;
import io.tidemark.io.connector.Source;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.record.InputException;
import io.tidemark.io.row.RowFormat;
import io.tidemark.transforms.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * MQTT brokers: {@code mqtt://host:1883/sensors/+/temperature}, and {@code mqtts:} for TLS.
 *
 * <ul>
 *   <li>Input: what is published from the first subscription on, with QoS 1. Messages are JSON, CSV
 *       with {@code --csvHeader}, or bare numbers; {@code @topic}, {@code @topic[N]} (a level, from
 *       0) and {@code @received} (when it came) can be key and time. Endless, one partition for
 *       each reader.
 *   <li>Restart: a message is acknowledged when the checkpoint that holds it is final, and what the
 *       broker sends again is told from what is new: nothing is lost, and nothing read twice by a
 *       broker that sends again in order, but for equal messages. Without checkpoints on Flink it
 *       is acknowledged as it is read, and a failure loses it; the Direct runner acknowledges what
 *       a bundle has read, and a process of it that ends loses the windows it had open.
 *   <li>Output: a message for each row, in a topic that may hold {@code {column}}, with QoS 1 and
 *       at least once: a bundle ends when the broker has acknowledged all of it. Rows whose topic
 *       cannot be, or that the broker refuses, are given out.
 * </ul>
 */
public final class MqttConnector implements Connector {
  /** For the service loader. */
  public MqttConnector() {}

  @Override
  public String scheme() {
    return "mqtt";
  }

  @Override
  public boolean takes(String address) {
    return MqttAddress.isMqtt(address);
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return MqttOptions.class;
  }

  @Override
  public Source source(SourceRequest request) {
    MqttOptions options = request.options().as(MqttOptions.class);
    try {
      MqttAddress address = MqttAddress.parse(request.address());
      Topics.requireFilter(address.topic());
      MqttFeed feed =
          new MqttFeed(
              new MqttServer(address, access(options)),
              client(options, address, request.option()),
              share(options),
              Acknowledging.of(options));
      requireAttributes(request);
      return request.stream(feed);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          String.format("--input=%s: %s", MqttAddress.shown(request.address()), e.getMessage()), e);
    }
  }

  /** It is acknowledged as it is read. */
  @Override
  public boolean forgetsWhatWasRead() {
    return true;
  }

  private static void requireAttributes(SourceRequest request) {
    for (String field : request.schema().fields()) {
      if (!MqttFeed.has(field)) {
        throw new IllegalArgumentException(
            String.format(
                "no attribute %s: a message has @topic, @topic[N] (a level, from 0) and @received",
                field));
      }
    }
  }

  private static String client(MqttOptions options, MqttAddress address, String option) {
    String name = options.getMqttClient();
    if (name == null) {
      String origin = address + "/" + options.getMqttShare();
      return "tidemark-" + UUID.nameUUIDFromBytes(origin.getBytes(StandardCharsets.UTF_8));
    }
    if (!name.matches("[\\w.-]{1,100}")) {
      throw new IllegalArgumentException(
          String.format("--mqttClient=%s: must be 1 to 100 letters, digits and ._-", name));
    }
    // Two clients of one name would put each other out. (Names of addresses differ by themselves.)
    return option.equals(SourceRequest.INPUT) ? name : name + "-" + option;
  }

  private static String share(MqttOptions options) {
    String group = options.getMqttShare();
    if (group != null && !group.matches("[\\w.-]{1,100}")) {
      throw new IllegalArgumentException(
          String.format("--mqttShare=%s: must be 1 to 100 letters, digits and ._-", group));
    }
    return group;
  }

  private static MqttAccess access(MqttOptions options) {
    String file = options.getMqttConfig();
    if (file == null) {
      return MqttAccess.anonymous();
    }
    try {
      return MqttAccess.read(Path.of(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          String.format("--mqttConfig=%s: %s", file, e.getMessage()), e);
    }
  }

  @Override
  public PTransform<PCollection<Row>, PCollectionList<RejectedRecord>> sink(SinkRequest request) {
    MqttOptions options = request.options().as(MqttOptions.class);
    try {
      MqttAddress address = MqttAddress.parse(request.address());
      return new PublishRows(
          new MqttServer(address, access(options)),
          TopicTemplate.parse(address.topic()),
          request.format().orElse(RowFormat.JSON_LINES),
          options.isMqttRetain(),
          request.option());
    } catch (IllegalArgumentException e) {
      throw new OutputException(
          request.option(), MqttAddress.shown(request.address()), e.getMessage(), e);
    }
  }
}
