// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

/** A message as a connection brought it, to be acknowledged on that connection. */
final class Arrival {
  private final Mqtt5Publish publish;
  private final MqttMessage message;
  private final long fingerprint;

  Arrival(Mqtt5Publish publish, Instant received) {
    this.publish = publish;
    this.message =
        new MqttMessage(publish.getTopic().toString(), publish.getPayloadAsBytes(), received);
    this.fingerprint = message.fingerprint();
  }

  MqttMessage message() {
    return message;
  }

  long fingerprint() {
    return fingerprint;
  }

  /** Whether the broker sends it again until it is acknowledged. */
  boolean isKept() {
    return publish.getQos() != MqttQos.AT_MOST_ONCE;
  }

  void acknowledge() {
    try {
      publish.acknowledge();
    } catch (RejectedExecutionException e) {
      // The connection is gone and its threads too. The broker sends the message again, and it is
      // known then.
    }
  }
}
