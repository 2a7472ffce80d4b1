// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of inputs and outputs at an MQTT broker. */
public interface MqttOptions extends PipelineOptions {
  /** Under which name the broker knows a reader. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 40,
      unit = "name",
      example = "averages",
      otherwise = "made of the address, so that a run that is started again goes on")
  @Description(
      "The client name of an mqtt: input; with lookup, that of --requests is NAME-requests. The"
          + " broker keeps what comes for it while it is away, for a day; two runs at the same time"
          + " need two names.")
  String getMqttClient();

  void setMqttClient(String name);

  /** The group of readers that share the messages. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 41,
      unit = "name",
      example = "averages",
      otherwise = "one reader reads all")
  @Description(
      "Reads an mqtt: input with as many readers as the runner has tasks, which share its messages"
          + " as this group ($share).")
  String getMqttShare();

  void setMqttShare(String group);

  /** What it takes to be let in. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 42,
      unit = "file",
      example = "mqtt.properties",
      otherwise = "no user, no password and the trust of the JVM")
  @Description(
      "How to get in at an mqtt: input or output: a file with username, password, truststore,"
          + " truststorePassword, keystore and keystorePassword.")
  String getMqttConfig();

  void setMqttConfig(String file);

  /** Whether the broker keeps the last row of each topic. */
  @Usage(group = UsageGroup.OUTPUT, order = 40, unit = "true or false", example = "true")
  @Description(
      "The broker keeps the last row of each topic of an mqtt: output and sends it to whoever"
          + " subscribes later.")
  boolean isMqttRetain();

  void setMqttRetain(boolean retain);
}
