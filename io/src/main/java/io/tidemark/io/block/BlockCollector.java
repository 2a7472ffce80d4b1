// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects records into blocks and counts what becomes of their readings.
 *
 * <p>The series that it knows are kept from one range to the next, until they are many.
 */
final class BlockCollector {
  private static final int BLOCK = 4096;
  private static final int MAX_SERIES = 1 << 18;

  /** Takes what comes out. */
  interface Output {
    /** A block that is full, or the last one. */
    void block(ReadingBlock block);

    /** A rejected record and its time, {@link Row#NO_TIME} where it has none. */
    void rejected(RejectedRecord rejected, long time);
  }

  private final ReadingSchema schema;
  private final int keyFields;
  private final int valueFields;
  private ReadingBlock.Builder blocks;
  private SeriesIndex series;
  private byte[] joinedKey = new byte[64];
  private Output output;
  private long read;
  private long missing;
  private long rejected;

  BlockCollector(ReadingSchema schema) {
    this.schema = schema;
    this.keyFields = schema.keyFields().size();
    this.valueFields = schema.valueFields().size();
    forget();
  }

  private void forget() {
    blocks = new ReadingBlock.Builder(BLOCK);
    series = new SeriesIndex(blocks, schema.valueFields());
  }

  /** Starts to collect for an output. */
  void start(Output output) {
    this.output = output;
    read = 0;
    missing = 0;
    rejected = 0;
    if (!blocks.isEmpty()) {
      // What ran before has failed half-way.
      forget();
    }
  }

  /** Adds a line; false, and nothing is added, where the key is not UTF-8. */
  boolean add(Row row) {
    int first = firstSeries(row);
    if (first < 0) {
      return false;
    }
    long time = row.time;
    for (int i = 0; i < valueFields; i++) {
      add(first + i, time, row.values[i]);
    }
    read += valueFields;
    return true;
  }

  private void add(int number, long time, double value) {
    if (Double.isNaN(value)) {
      missing++;
      return;
    }
    blocks.add(number, time, value);
    if (blocks.isFull()) {
      output.block(blocks.build());
    }
  }

  private int firstSeries(Row row) {
    if (series.size() * (long) valueFields >= MAX_SERIES) {
      finish();
      forget();
    }
    if (keyFields == 1) {
      return series.firstSeries(row.bytes, row.keyStarts[0], row.keyEnds[0]);
    }
    int length = joinKey(row);
    return series.firstSeries(joinedKey, 0, length);
  }

  /** Joins the fields of the key with slashes and returns the length. */
  private int joinKey(Row row) {
    int length = 0;
    for (int i = 0; i < keyFields; i++) {
      int start = row.keyStarts[i];
      int size = row.keyEnds[i] - start;
      if (joinedKey.length <= length + size) {
        joinedKey = Arrays.copyOf(joinedKey, 2 * (length + size + 1));
      }
      if (i > 0) {
        joinedKey[length++] = '/';
      }
      System.arraycopy(row.bytes, start, joinedKey, length, size);
      length += size;
    }
    return length;
  }

  /** Adds a record that the general decoder has decoded. */
  void add(DecodedRecord record) {
    long time = record.time().orElse(Row.NO_TIME);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    int first = series.firstSeries(key, 0, key.length);
    for (int i = 0; i < valueFields; i++) {
      if (record.fate(i) == DecodedRecord.Fate.VALUE) {
        add(first + i, time, record.value(i));
      }
    }
    record.rejections().forEach(rejection -> output.rejected(rejection, time));
    Ledger ledger = record.ledger();
    read += ledger.read();
    missing += ledger.missing();
    rejected += ledger.rejected();
  }

  /** Gives out what is left. */
  void finish() {
    if (!blocks.isEmpty()) {
      output.block(blocks.build());
    }
  }

  /** What became of all readings since the start. */
  Ledger ledger() {
    return Ledger.of(read, 0, 0, missing, rejected);
  }
}
