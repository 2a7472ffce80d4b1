// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/**
 * How large a record may be. A transaction cannot go on without a record that it was refused, so
 * this has to be known before.
 *
 * @param bytes that a record may have, with what is around it, before it is compressed
 * @param setting that says so
 */
record RecordLimit(int bytes, String setting) implements Serializable {
  /** The lower of two. */
  RecordLimit and(RecordLimit other) {
    return other.bytes < bytes ? other : this;
  }

  /** Why a record is too large, if it is. */
  Optional<String> problem(ProducerRecord<byte[], byte[]> record) {
    int size = size(record);
    return size <= bytes
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT, "the record has %,d bytes, %s is %,d", size, setting, bytes));
  }

  /** As a producer reckons it. */
  private static int size(ProducerRecord<byte[], byte[]> record) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        record.key(),
        record.value(),
        Record.EMPTY_HEADERS);
  }
}
