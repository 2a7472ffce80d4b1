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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** Of ranges of at most so many bytes, read in pieces once they have been checked. */
  static Outcome fast(
      InputFile file, RecordFormat format, ReadingSchema schema, long rangeBytes, int pieceBytes) {
    Collector collector = new Collector();
    List<FileRange> cut = new RangeCutter(format, schema, RangeSize.atMost(rangeBytes)).cut(file);
    RangeCheck check = new RangeCheck(format, schema, Optional.empty(), pieceBytes);
    collector.read(inSequence(cut, check), format, schema, pieceBytes);
    return collector.outcome();
  }

  /** The same, but what can be is read while they are checked. */
  static Outcome ahead(
      InputFile file, RecordFormat format, ReadingSchema schema, long rangeBytes, int pieceBytes) {
    Collector collector = new Collector();
    List<FileRange> cut = new RangeCutter(format, schema, RangeSize.atMost(rangeBytes)).cut(file);
    Map<Integer, Collector> ahead = new HashMap<>();
    ReadingCollector<ReadingBlock> out =
        new ReadingCollector<>(schema, ReadingFold.intoBlocks(4096));
    RangeCheck check = new RangeCheck(format, schema, Optional.of(out), pieceBytes);
    if (cut.size() == 1) {
      collector.read(cut, format, schema, pieceBytes);
      return collector.outcome();
    }
    List<CheckedRange> checked = new ArrayList<>();
    for (FileRange range : cut) {
      Collector one = new Collector();
      ahead.put(range.index(), one);
      out.startBundle();
      out.setOutput(one);
      check.check(range).ifPresent(checked::add);
      out.finishBundle(one);
    }
    Collections.shuffle(checked, new Random(1));
    RangeSequence sequence = RangeSequence.of(checked);
    collector.ledger = sequence.ledger();
    ahead.forEach(
        (index, one) -> {
          if (index <= sequence.lastRead().orElse(Integer.MAX_VALUE)) {
            collector.readings.addAll(one.readings);
          }
        });
    collector.read(sequence.toRead(), format, schema, pieceBytes);
    return collector.outcome();
  }

  private static List<FileRange> inSequence(List<FileRange> cut, RangeCheck check) {
    if (cut.size() == 1) {
      return cut;
    }
    List<CheckedRange> checked = new ArrayList<>();
    for (FileRange range : cut) {
      check.check(range).ifPresent(checked::add);
    }
    Collections.shuffle(checked, new Random(1));
    return RangeSequence.of(checked).toRead();
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

    private void read(
        List<FileRange> ranges, RecordFormat format, ReadingSchema schema, int pieceBytes) {
      ReadingCollector<ReadingBlock> out =
          new ReadingCollector<>(schema, ReadingFold.intoBlocks(4096));
      out.setOutput(this);
      RangeReader reader = new RangeReader(format, schema, out, pieceBytes);
      for (FileRange range : ranges) {
        out.startBundle();
        reader.read(range);
        out.finishBundle(this);
        ledger = ledger.plus(out.ledger());
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
