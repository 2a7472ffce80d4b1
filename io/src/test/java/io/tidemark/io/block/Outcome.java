// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.io.file.FileRecords;
import io.tidemark.io.file.InputFile;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.block.ReadingFold;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import io.tidemark.transforms.reading.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.joda.time.Instant;

/** What became of a file: its readings and rejected records, sorted, and the ledger. */
record Outcome(List<String> readings, List<String> rejected, Ledger ledger) {
  /** Of the general reader. */
  static Outcome general(InputFile file, RecordFormat format, ReadingSchema schema)
      throws IOException {
    Collector collector = new Collector();
    try (FileRecords records = FileRecords.open(file, format, schema)) {
      while (records.hasNext()) {
        DecodedRecord record = records.next();
        long time = record.time().orElse(Row.NO_TIME);
        for (int i = 0; i < record.size(); i++) {
          if (record.fate(i) == DecodedRecord.Fate.VALUE) {
            Series series = Series.of(record.key(), schema.valueFields().get(i));
            collector.reading(series, time, record.value(i));
          }
        }
        record.rejections().forEach(rejected -> collector.rejected(rejected, time));
        collector.ledger = collector.ledger.plus(record.ledger());
      }
    }
    return collector.outcome();
  }

  /** Of ranges of at most so many bytes, read in pieces. */
  static Outcome fast(
      InputFile file, RecordFormat format, ReadingSchema schema, long rangeBytes, int pieceBytes) {
    Collector collector = new Collector();
    ReadingCollector<ReadingBlock> out =
        new ReadingCollector<>(schema, ReadingFold.intoBlocks(4096));
    out.setOutput(collector);
    RangeReader reader = new RangeReader(format, schema, out, pieceBytes);
    for (FileRange range : ranges(file, format, schema, rangeBytes, pieceBytes)) {
      out.startBundle();
      reader.read(range);
      out.finishBundle(collector);
      collector.ledger = collector.ledger.plus(out.ledger());
    }
    return collector.outcome();
  }

  static List<FileRange> ranges(
      InputFile file, RecordFormat format, ReadingSchema schema, long rangeBytes, int pieceBytes) {
    List<FileRange> cut = RangeCutter.of(format, schema, rangeBytes).cut(file);
    if (cut.size() == 1) {
      return cut;
    }
    List<CheckedRange> checked = new ArrayList<>();
    for (FileRange range : cut) {
      RangeCheck.check(range, format, schema, pieceBytes).ifPresent(checked::add);
    }
    Collections.shuffle(checked, new Random(1));
    return RangeSequence.of(checked);
  }

  private static final class Collector implements ReadingCollector.Output<ReadingBlock> {
    private final List<String> readings = new ArrayList<>();
    private final List<String> rejected = new ArrayList<>();
    private Ledger ledger = Ledger.EMPTY;

    @Override
    public void emit(ReadingBlock block, Instant timestamp) {
      try {
        for (int i = 0; i < block.size(); i++) {
          Series series =
              CoderUtils.decodeFromByteArray(Series.coder(), block.key(block.series(i)));
          reading(series, block.time(i), block.value(i));
        }
      } catch (CoderException e) {
        throw new AssertionError(e);
      }
    }

    private void reading(Series series, long time, double value) {
      readings.add(series + " " + time + " " + value);
    }

    @Override
    public void rejected(RejectedRecord record, long time) {
      rejected.add(record + " " + time);
    }

    private Outcome outcome() {
      Collections.sort(readings);
      Collections.sort(rejected);
      return new Outcome(readings, rejected, ledger);
    }
  }
}
