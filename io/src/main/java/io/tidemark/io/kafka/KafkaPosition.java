// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;

/**
 * How far a topic has been read.
 *
 * @param topic its name
 * @param offsets by partition, of the record to read next
 */
record KafkaPosition(String topic, SortedMap<Integer, Long> offsets) {
  KafkaPosition {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  /** Version, topic, number of partitions, and of each its number and offset. */
  static Coder<KafkaPosition> coder() {
    return PositionCoder.INSTANCE;
  }

  private static final class PositionCoder extends VersionedCoder<KafkaPosition> {
    private static final PositionCoder INSTANCE = new PositionCoder();

    private PositionCoder() {
      super(1);
    }

    @Override
    protected void write(KafkaPosition position, DataOutputStream out) throws IOException {
      Texts.write(position.topic(), out);
      Varints.write(position.offsets().size(), out);
      for (Map.Entry<Integer, Long> entry : position.offsets().entrySet()) {
        Varints.write(entry.getKey(), out);
        Varints.write(entry.getValue(), out);
      }
    }

    @Override
    protected KafkaPosition read(DataInputStream in, int version) throws IOException {
      String topic = Texts.read(in);
      SortedMap<Integer, Long> offsets = new TreeMap<>();
      for (long left = Varints.read(in); left > 0; left--) {
        int partition = Math.toIntExact(Varints.read(in));
        offsets.put(partition, Varints.read(in));
      }
      return new KafkaPosition(topic, offsets);
    }

    private Object readResolve() {
      return INSTANCE;
    }
  }
}
