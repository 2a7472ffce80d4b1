// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A row on its way into a topic.
 *
 * @param key of the record; empty where rows have none
 * @param value the row
 * @param millis the record's timestamp
 */
@SuppressWarnings("ArrayRecordComponent") // equals looks into it
record TopicRecord(Optional<String> key, byte[] value, long millis) {
  /** For a producer. */
  ProducerRecord<byte[], byte[]> to(String topic) {
    return new ProducerRecord<>(
        topic, null, millis, key.map(TopicRecord::utf8).orElse(null), value);
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof TopicRecord other
        && key.equals(other.key)
        && Arrays.equals(value, other.value)
        && millis == other.millis;
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, Arrays.hashCode(value), millis);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Version, and as one count of bytes: 1 and the key or 0, the value, the time. */
  static Coder<TopicRecord> coder() {
    return RecordCoder.INSTANCE;
  }

  private static final class RecordCoder extends VersionedCoder<TopicRecord> {
    private static final RecordCoder INSTANCE = new RecordCoder();

    private RecordCoder() {
      super(1);
    }

    @Override
    protected void write(TopicRecord record, DataOutputStream out) throws IOException {
      ByteWriter bytes = new ByteWriter(record.value().length + 64);
      bytes.fixed8(record.key().isPresent() ? 1 : 0);
      record.key().ifPresent(key -> bytes.bytes(utf8(key)));
      bytes.bytes(record.value());
      bytes.signedVarint(record.millis());
      bytes.writeTo(out);
    }

    @Override
    protected TopicRecord read(DataInputStream in, int version) throws IOException {
      ByteReader bytes = ByteReader.readFrom(in);
      Optional<String> key = bytes.fixed8() == 1 ? Optional.of(text(bytes)) : Optional.empty();
      return new TopicRecord(key, bytes.bytes(), bytes.signedVarint());
    }

    private static String text(ByteReader bytes) throws IOException {
      return new String(bytes.bytes(), StandardCharsets.UTF_8);
    }

    private Object readResolve() {
      return INSTANCE;
    }
  }
}
