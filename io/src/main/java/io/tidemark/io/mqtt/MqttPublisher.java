// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import io.tidemark.io.connector.SinkMetrics;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes messages in order, each at least once.
 *
 * <p>After a loss of the connection all that was not acknowledged is published again, for as long
 * as it takes.
 */
final class MqttPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(MqttPublisher.class);

  /** The most messages on their way. */
  private static final int WINDOW = 1_000;

  /** What the broker will not think better of. */
  private static final Set<Mqtt5PubAckReasonCode> FOR_GOOD =
      EnumSet.of(
          Mqtt5PubAckReasonCode.NOT_AUTHORIZED,
          Mqtt5PubAckReasonCode.TOPIC_NAME_INVALID,
          Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);

  private final MqttServer server;
  private final SinkMetrics metrics;
  private final String client = "tidemark-" + UUID.randomUUID();
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private MqttConnection connection;

  MqttPublisher(MqttServer server, SinkMetrics metrics) {
    this.server = server;
    this.metrics = metrics;
  }

  private static final class Sent {
    private final Mqtt5Publish publish;
    private final Consumer<String> refused;
    private CompletableFuture<Mqtt5PublishResult> answer;

    Sent(Mqtt5Publish publish, Consumer<String> refused) {
      this.publish = publish;
      this.refused = refused;
    }
  }

  /**
   * Starts to publish.
   *
   * @param refused is told why, if the broker does not take the message
   */
  void publish(Mqtt5Publish publish, Consumer<String> refused) throws IOException {
    if (connection == null) {
      connect();
    }
    Sent message = new Sent(publish, refused);
    message.answer = connection.publish(publish);
    sent.add(message);
    while (sent.size() >= WINDOW) {
      settle();
    }
  }

  /** Waits until the broker has all. */
  void flush() throws IOException {
    while (!sent.isEmpty()) {
      settle();
    }
  }

  /** Waits for the oldest. */
  private void settle() throws IOException {
    Optional<Throwable> failure = failure(sent.peek());
    if (failure.isEmpty()) {
      sent.poll();
    } else if (failure.get() instanceof Mqtt5PubAckException refusal
        && FOR_GOOD.contains(refusal.getMqttMessage().getReasonCode())) {
      sent.poll()
          .refused
          .accept(
              "the broker refuses it: "
                  + MqttProblem.words(refusal.getMqttMessage().getReasonCode()));
    } else {
      LOG.warn("{}: {}; publishing {} messages again", server, failure.get(), sent.size());
      connection.close();
      connect();
      metrics.addRetries(sent.size());
      sent.forEach(message -> message.answer = connection.publish(message.publish));
    }
  }

  private static Optional<Throwable> failure(Sent message) throws IOException {
    try {
      return message.answer.get().getError();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause());
    } catch (InterruptedException e) {
      throw MqttConnection.interrupted(e);
    }
  }

  private void connect() throws IOException {
    for (Backoff backoff = new Backoff(); ; backoff.pause()) {
      try {
        connection =
            MqttConnection.open(server, client, Mqtt5Connect.builder().build(), publish -> {});
        return;
      } catch (MqttProblem e) {
        if (!e.mayPass()) {
          throw new IOException(server + ": " + e.getMessage(), e);
        }
        LOG.warn("{}: {}; trying again", server, e.getMessage());
        metrics.addRetries(1);
      }
    }
  }

  void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
