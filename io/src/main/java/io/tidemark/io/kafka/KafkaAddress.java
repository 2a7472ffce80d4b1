// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code kafka://host:9092[,host:9092]/topic} says.
 *
 * @param servers brokers to ask first, comma separated
 * @param topic the topic
 */
record KafkaAddress(String servers, String topic) implements Serializable {
  static final String SCHEME = "kafka";

  private static final String SERVER = "(?:[\\w.-]+|\\[[0-9a-fA-F:]+\\]):\\d{1,5}";
  private static final Pattern ADDRESS =
      Pattern.compile("kafka://(" + SERVER + "(?:," + SERVER + ")*)/([a-zA-Z0-9._-]{1,249})");

  /** What an address must be, for messages. */
  static final String SHAPE =
      "must be kafka://HOST:PORT/TOPIC, or several HOST:PORT with commas between";

  /** Reads an address; empty if it is none. */
  static Optional<KafkaAddress> parse(String text) {
    Matcher matcher = ADDRESS.matcher(text);
    return matcher.matches()
        ? Optional.of(new KafkaAddress(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  /** What was typed. */
  @Override
  public String toString() {
    return SCHEME + "://" + servers + "/" + topic;
  }
}
