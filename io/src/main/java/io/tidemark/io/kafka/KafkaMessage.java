// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.reading.Message;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a topic. */
final class KafkaMessage implements Message {
  static final String KEY = "@key";
  static final String TIMESTAMP = "@timestamp";
  static final String PARTITION = "@partition";
  static final String OFFSET = "@offset";

  /** What can be a key field or the time. */
  static final List<String> ATTRIBUTES = List.of(KEY, TIMESTAMP, PARTITION, OFFSET);

  private static final byte[] NOTHING = {};

  private final ConsumerRecord<byte[], byte[]> record;

  KafkaMessage(ConsumerRecord<byte[], byte[]> record) {
    this.record = record;
  }

  /** The value; empty for a tombstone. */
  @Override
  public byte[] body() {
    return record.value() == null ? NOTHING : record.value();
  }

  @Override
  public String origin() {
    return record.topic() + "/" + record.partition() + "@" + record.offset();
  }

  @Override
  public String attribute(String name) {
    return switch (name) {
      case KEY -> key();
      case TIMESTAMP -> record.timestamp() < 0 ? null : Long.toString(record.timestamp());
      case PARTITION -> Integer.toString(record.partition());
      case OFFSET -> Long.toString(record.offset());
      default -> null;
    };
  }

  /** What is no text is no key, for two that differ must not become one. */
  private String key() {
    if (record.key() == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record.key())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
