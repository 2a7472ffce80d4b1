// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.tidemark.io.block.Readings;
import io.tidemark.io.record.InputException;
import io.tidemark.transforms.block.ReadingBlock;
import java.io.IOException;
import java.util.UUID;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;

/** Reads, after a look whether the broker lets somebody read that. */
final class ReadMqtt extends PTransform<PBegin, Readings<ReadingBlock>> {
  private final MqttServer server;
  private final PTransform<PBegin, Readings<ReadingBlock>> read;

  ReadMqtt(MqttServer server, PTransform<PBegin, Readings<ReadingBlock>> read) {
    this.server = server;
    this.read = read;
  }

  @Override
  public Readings<ReadingBlock> expand(PBegin begin) {
    // Under another name, so that a run that reads already is not put out; what comes is not
    // acknowledged, and is not this client's either.
    Mqtt5Connect once =
        Mqtt5Connect.builder().restrictions().receiveMaximum(1).applyRestrictions().build();
    try (MqttConnection look =
        MqttConnection.open(server, "tidemark-" + UUID.randomUUID(), once, publish -> {})) {
      look.subscribe(server.address().topic());
    } catch (MqttProblem | IOException e) {
      throw new InputException(String.format("--input=%s: %s", server, e.getMessage()), e);
    }
    return begin.apply("Messages", read);
  }
}
