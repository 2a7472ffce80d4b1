// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.KeyHash;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.windowing.Panes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.state.MapState;

/**
 * The count windows of the series of a shard: {@link CountWindows} of each.
 *
 * <p>A series stays until the input ends, for its next window has its last readings. They are kept
 * beside the table, in runs that are read and written one by one, since they are much more than the
 * rest, and of most of them nothing changes.
 */
final class CountTable extends ShardTable {
  private final SeriesRows<CountRow> rows = new SeriesRows<>();
  private CountSpec spec; // null until it is followed
  private MapState<RunPlace, ReadingRun> runs;
  private long nextWaiting = Panes.NONE;
  private boolean arrived; // there are readings that are in no log yet
  private long latest = Times.NONE; // the watermark that let them in

  /**
   * From now on this spec says what is done; of another one windows and statistics are equal.
   *
   * @param readings where those of all series are
   */
  void follow(CountSpec newSpec, MapState<RunPlace, ReadingRun> readings) {
    spec = newSpec;
    runs = readings;
  }

  @Override
  void add(Arrival arrival, Output out) {
    long watermark = arrival.watermark();
    ReadingBlock block = arrival.input().readings().orElseThrow();
    CountRow[] rowOf = new CountRow[block.seriesCount()];
    for (int i = 0; i < rowOf.length; i++) {
      rowOf[i] = row(block.key(i), block.keyHash(i));
    }
    Map<CountRow, List<Reading>> behind = new LinkedHashMap<>();
    for (int i = 0; i < block.size(); i++) {
      Reading reading = Reading.of(block.time(i), block.value(i));
      CountRow row = rowOf[block.series(i)];
      if (reading.time() >= watermark) {
        row.take(reading);
        arrived = true;
        latest = watermark;
      } else {
        behind.computeIfAbsent(row, none -> new ArrayList<>()).add(reading);
      }
    }
    if (!behind.isEmpty()) {
      advance(watermark, out);
      behind.forEach((row, readings) -> row.insert(spec, runs, watermark, readings, out));
    }
  }

  private CountRow row(byte[] key, long keyHash) {
    CountRow row = rows.find(key, keyHash);
    if (row == null) {
      row = new CountRow(key, keyHash, rows.size());
      rows.add(row);
    }
    return row;
  }

  @Override
  void advance(long watermark, Output out) {
    if (watermark >= Panes.END_OF_TIME) {
      rows.forEach(row -> row.end(spec, runs, out));
      rows.clear();
      runs.clear();
      nextWaiting = Panes.NONE;
      arrived = false;
      return;
    }
    if (!arrived && watermark <= nextWaiting) {
      return;
    }
    arrived = false;
    nextWaiting = Panes.NONE;
    for (CountRow row : rows) {
      if (row.hasArrived() || row.waiting() < watermark) {
        row.advance(spec, runs, watermark, out);
      }
      nextWaiting = Math.min(nextWaiting, row.waiting());
    }
  }

  @Override
  void beforeKept(Output out) {
    if (arrived) {
      advance(latest, out);
    }
  }

  /** When the input ends, a series has its last window. */
  @Override
  long nextWatermark() {
    return isEmpty() ? Panes.NONE : Math.min(nextWaiting, Panes.END_OF_TIME);
  }

  @Override
  TableSize size() {
    long readings = 0;
    long bytes = 0;
    for (CountRow row : rows) {
      readings += row.open().end() - row.open().kept();
      bytes += row.key().length + row.sum().map(SummaryAccumulator::bytes).orElse(0L);
    }
    return new TableSize(rows.size(), readings, bytes + readings * ShardSizes.READING_BYTES);
  }

  @Override
  boolean isEmpty() {
    return rows.size() == 0;
  }

  /**
   * Version, count, of each series in the order of their numbers the key, its {@link OpenCount},
   * and what there is of a reading that waits, of a sum and of revisions.
   */
  static Coder<CountTable> coder() {
    return CountTableCoder.INSTANCE;
  }

  private static final class CountTableCoder extends VersionedCoder<CountTable> {
    private static final int WAITING = 1;
    private static final int SUMMED = 2;
    private static final int REVISED = 4;

    private static final long serialVersionUID = 1;

    private static final CountTableCoder INSTANCE = new CountTableCoder();

    private CountTableCoder() {
      super(1);
    }

    @Override
    protected void write(CountTable table, DataOutputStream out) throws IOException {
      Varints.write(table.rows.size(), out);
      for (CountRow row : table.rows) {
        writeRow(row, out);
      }
    }

    private static void writeRow(CountRow row, DataOutputStream out) throws IOException {
      if (row.hasArrived()) {
        throw new IllegalStateException("readings of a series that are in no run");
      }
      boolean waiting = row.waiting() != Panes.NONE;
      boolean summed = row.sum().isPresent();
      boolean revised = !row.revisions().isEmpty();
      Varints.write(row.key().length, out);
      out.write(row.key());
      OpenCount.coder().encode(row.open(), out);
      out.writeByte((waiting ? WAITING : 0) | (summed ? SUMMED : 0) | (revised ? REVISED : 0));
      if (waiting) {
        Varints.writeSigned(row.waiting(), out);
      }
      if (summed) {
        SummaryAccumulator.coder().encode(row.sum().get(), out);
      }
      if (revised) {
        CountRevisions.coder().encode(row.revisions(), out);
      }
    }

    @Override
    protected CountTable read(DataInputStream in, int version) throws IOException {
      CountTable table = new CountTable();
      for (long rows = Varints.read(in); rows > 0; rows--) {
        CountRow row = readRow(in, table.rows.size());
        table.rows.add(row);
        table.nextWaiting = Math.min(table.nextWaiting, row.waiting());
      }
      return table;
    }

    private static CountRow readRow(DataInputStream in, long number) throws IOException {
      byte[] key = new byte[Math.toIntExact(Varints.read(in))];
      in.readFully(key);
      OpenCount open = OpenCount.coder().decode(in);
      int flags = in.readByte();
      CountRow row = new CountRow(key, KeyHash.of(key, 0, key.length), number);
      row.restore(
          open,
          (flags & WAITING) == 0 ? Panes.NONE : Varints.readSigned(in),
          (flags & SUMMED) == 0 ? null : SummaryAccumulator.coder().decode(in),
          (flags & REVISED) == 0 ? new CountRevisions() : CountRevisions.coder().decode(in));
      return row;
    }
  }
}
