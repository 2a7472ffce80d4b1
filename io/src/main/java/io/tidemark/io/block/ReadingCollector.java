// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.transforms.block.Folding;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects records into a fold and counts what becomes of their readings.
 *
 * <p>The series that it knows are kept from one bundle to the next, until they are many.
 */
final class ReadingCollector<T> {
  private static final int MAX_SERIES = 1 << 18;

  /** Takes what comes out. */
  interface Output<T> extends Folding.Output<T> {
    /** A rejected record and its time, {@link Row#NO_TIME} where it has none. */
    void rejected(RejectedRecord rejected, long time);
  }

  private final ReadingSchema schema;
  private final int keyFields;
  private final int valueFields;
  private final ReadingFold<T> fold;
  private Folding<T> folding;
  private SeriesIndex series;
  private byte[] joinedKey = new byte[64];
  private Output<T> output;
  private long read;
  private long missing;
  private long rejected;

  ReadingCollector(ReadingSchema schema, ReadingFold<T> fold) {
    this.schema = schema;
    this.fold = fold;
    this.keyFields = schema.keyFields().size();
    this.valueFields = schema.valueFields().size();
    forget();
  }

  private void forget() {
    folding = fold.start();
    series = new SeriesIndex(folding, schema.valueFields());
  }

  /** Starts to collect for a bundle. */
  void startBundle() {
    read = 0;
    missing = 0;
    rejected = 0;
    if (!folding.isEmpty()) {
      // The bundle before has failed half-way.
      forget();
    }
  }

  /** Where everything goes from now on. */
  void setOutput(Output<T> output) {
    this.output = output;
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
    folding.add(number, time, value);
    if (folding.isFull()) {
      folding.emit(output);
    }
  }

  private int firstSeries(Row row) {
    if (series.size() * (long) valueFields >= MAX_SERIES) {
      folding.emit(output);
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

  /** Gives out what is left of a bundle. */
  void finishBundle(Folding.Output<T> last) {
    folding.emit(last);
  }

  /** What became of all readings of the bundle. */
  Ledger ledger() {
    return Ledger.of(read, 0, 0, missing, rejected);
  }
}
