// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.io.reading.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A message, with its topic and when it came. */
final class MqttMessage implements Message {
  private static final Pattern LEVEL = Pattern.compile("@topic\\[(\\d{1,5})]");
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final String topic;
  private final byte[] body;
  private final Instant received;

  MqttMessage(String topic, byte[] body, Instant received) {
    this.topic = topic;
    this.body = body;
    this.received = received;
  }

  /** Whether there is such an attribute. */
  static boolean hasAttribute(String name) {
    return name.equals("@topic") || name.equals("@received") || LEVEL.matcher(name).matches();
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public String origin() {
    return topic;
  }

  @Override
  public String attribute(String name) {
    if (name.equals("@topic")) {
      return topic;
    }
    if (name.equals("@received")) {
      return received.toString();
    }
    Matcher matcher = LEVEL.matcher(name);
    if (!matcher.matches()) {
      return null;
    }
    String[] levels = topic.split("/", -1);
    int level = Integer.parseInt(matcher.group(1));
    return level < levels.length ? levels[level] : null;
  }

  /** A hash of topic and body, of which a savepoint may hold one: FNV-1a, 64 bits. */
  long fingerprint() {
    long hash = fnv(FNV_OFFSET, topic.getBytes(StandardCharsets.UTF_8));
    hash = (hash ^ 0) * FNV_PRIME; // no topic has a NUL: it ends the topic
    return fnv(hash, body);
  }

  private static long fnv(long start, byte[] bytes) {
    long hash = start;
    for (byte each : bytes) {
      hash = (hash ^ (each & 0xff)) * FNV_PRIME;
    }
    return hash;
  }
}
