// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.option.Usage;
import io.tidemark.io.option.UsageGroup;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of inputs and outputs of {@code kafka:}. */
public interface KafkaOptions extends PipelineOptions {
  /** Settings of the client, with its secrets. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 30,
      unit = "file",
      example = "client.properties",
      otherwise = "a plain connection without a user")
  @Description(
      "The settings of Kafka's clients, for input and output, in a Java properties file: security,"
          + " user and password, group.id. It is read where the run is started, and its content is"
          + " never shown.")
  String getKafkaConfig();

  void setKafkaConfig(String file);

  /** Where reading begins. */
  @Usage(
      group = UsageGroup.INPUT,
      order = 31,
      unit = "earliest, latest, group or a time",
      example = "2026-01-01T00:00:00Z",
      otherwise = "group where --kafkaConfig has a group.id, else earliest")
  @Description(
      "Where a topic is read from when no checkpoint says: its first record, only new ones, where"
          + " the group of --kafkaConfig left off (its first record where it never was), or the first"
          + " record of a time, in ISO 8601.")
  String getKafkaStart();

  void setKafkaStart(String start);

  /** Whether the topic has each row once. */
  @Usage(
      group = UsageGroup.OUTPUT,
      order = 30,
      unit = "true or false",
      example = "true",
      otherwise = "false, at least once")
  @Description(
      "Write each row to Kafka once, in transactions, one for each checkpoint: for streams on Flink"
          + " with --checkpointingInterval. Readers need isolation.level=read_committed.")
  boolean isExactlyOnce();

  void setExactlyOnce(boolean exactlyOnce);
}
