// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.transforms.coding.Texts;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * A record of a shard, in its order.
 *
 * @param run the run that began to count
 * @param number from 0 on, without gaps
 */
record NumberedRecord(String run, int shard, long number, TopicRecord record) {
  /** Version, run, shard, number, record. */
  static Coder<NumberedRecord> coder() {
    return NumberedCoder.INSTANCE;
  }

  private static final class NumberedCoder extends VersionedCoder<NumberedRecord> {
    private static final NumberedCoder INSTANCE = new NumberedCoder();

    private NumberedCoder() {
      super(1);
    }

    @Override
    protected void write(NumberedRecord record, DataOutputStream out) throws IOException {
      Texts.write(record.run(), out);
      Varints.write(record.shard(), out);
      Varints.write(record.number(), out);
      TopicRecord.coder().encode(record.record(), out);
    }

    @Override
    protected NumberedRecord read(DataInputStream in, int version) throws IOException {
      return new NumberedRecord(
          Texts.read(in), (int) Varints.read(in), Varints.read(in), TopicRecord.coder().decode(in));
    }

    private Object readResolve() {
      return INSTANCE;
    }
  }
}
