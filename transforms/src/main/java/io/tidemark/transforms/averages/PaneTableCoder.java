// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.KeyHash;
import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.reading.Reading;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.Summary;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryCells;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Writes a table row by row behind a version byte: the key, the panes (the difference of starts,
 * then the cell), and what there is of wide panes, refinements and, from version 2 on, the last
 * result and a reading before them. What slides is made anew.
 *
 * <p>The rows are in no order, so equal tables may have different bytes: no key is made of them.
 */
final class PaneTableCoder extends CustomCoder<PaneTable> {
  private static final int VERSION = 2;
  private static final int WIDE = 1;
  private static final int REFINED = 2;
  private static final int CARRIED = 4;
  private static final int FILLING = 8;
  private static final int FLAGS = 4;
  private static final int FLAGS_OF_VERSION_1 = 2;

  private static final long serialVersionUID = 1;

  /** As text: savepoints have this object in them, too. */
  private final String statistics;

  private transient SummaryCells cells;

  PaneTableCoder(Statistics statistics) {
    this.statistics = statistics.toString();
  }

  /** Those that its cells are of, as text. */
  String statistics() {
    return statistics;
  }

  private SummaryCells cells() {
    if (cells == null) {
      cells = new SummaryCells(Statistics.parse(statistics));
    }
    return cells;
  }

  @Override
  public void encode(PaneTable table, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    ByteWriter bytes = new ByteWriter(64 * table.rows().size());
    bytes.signedVarint(table.settled());
    bytes.varint(table.rows().size());
    for (PaneRow row : table.rows()) {
      write(row, bytes);
    }
    bytes.writeTo(out);
  }

  private void write(PaneRow row, ByteWriter bytes) throws IOException {
    boolean wide = row.hasWide();
    boolean refined = !row.refinements().isEmpty();
    boolean carried = row.carried() != null;
    bytes.bytes(row.key());
    bytes.varint(
        ((long) row.size() << FLAGS)
            | (wide ? WIDE : 0)
            | (refined ? REFINED : 0)
            | (carried ? CARRIED : 0)
            | (row.last() != null ? FILLING : 0));
    long before = 0;
    for (int i = 0; i < row.size(); i++) {
      bytes.signedVarint(row.pane(i) - before);
      before = row.pane(i);
      SummaryAccumulator accumulator = row.wide(i);
      if (wide) {
        bytes.fixed8(accumulator == null ? 0 : 1);
      }
      if (accumulator == null) {
        cells().write(row.words(), row.at(i), bytes);
      } else {
        write(accumulator, bytes);
      }
    }
    if (refined) {
      bytes.varint(row.refinements().size());
      for (Map.Entry<Long, Refinement> entry : row.refinements().entrySet()) {
        write(entry.getKey(), entry.getValue(), bytes);
      }
    }
    if (row.last() != null) {
      bytes.signedVarint(row.last().end());
      bytes.bytes(CoderUtils.encodeToByteArray(Summary.coder(), row.last().summary()));
    }
    if (carried) {
      bytes.signedVarint(row.carried().time());
      bytes.fixed64(Double.doubleToRawLongBits(row.carried().value()));
    }
  }

  private static void write(long end, Refinement refinement, ByteWriter bytes) throws IOException {
    bytes.signedVarint(end);
    bytes.varint(refinement.emitted());
    bytes.signedVarint(refinement.due());
    bytes.fixed8(refinement.news() == null ? 0 : 1);
    if (refinement.news() != null) {
      write(refinement.news(), bytes);
    }
  }

  private static void write(SummaryAccumulator accumulator, ByteWriter bytes) throws IOException {
    bytes.bytes(CoderUtils.encodeToByteArray(SummaryAccumulator.coder(), accumulator));
  }

  @Override
  public PaneTable decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int version = VersionedCoder.readVersion(in, VERSION, PaneTableCoder.class);
    ByteReader bytes = ByteReader.readFrom(in);
    PaneTable table = new PaneTable(cells(), bytes.signedVarint());
    int rows = bytes.count();
    for (int i = 0; i < rows; i++) {
      table.put(readRow(bytes, version == 1 ? FLAGS_OF_VERSION_1 : FLAGS));
    }
    return table;
  }

  private PaneRow readRow(ByteReader bytes, int flags) throws IOException {
    byte[] key = bytes.bytes();
    PaneRow row = new PaneRow(key, KeyHash.of(key, 0, key.length), cells());
    long header = bytes.varint();
    long pane = 0;
    for (long i = header >>> flags; i > 0; i--) {
      pane += bytes.signedVarint();
      if ((header & WIDE) != 0 && bytes.fixed8() != 0) {
        row.append(cells(), pane, readAccumulator(bytes));
      } else {
        int at = row.at(row.append(cells(), pane));
        cells().read(bytes, row.words(), at);
      }
    }
    if ((header & REFINED) != 0) {
      for (long i = bytes.varint(); i > 0; i--) {
        row.refine(bytes.signedVarint(), readRefinement(bytes));
      }
    }
    if (flags == FLAGS && (header & FILLING) != 0) {
      long end = bytes.signedVarint();
      row.setLast(
          new LastResult(end, CoderUtils.decodeFromByteArray(Summary.coder(), bytes.bytes())));
    }
    if (flags == FLAGS && (header & CARRIED) != 0) {
      long time = bytes.signedVarint();
      row.carry(Reading.of(time, Double.longBitsToDouble(bytes.fixed64())));
    }
    return row;
  }

  private static Refinement readRefinement(ByteReader bytes) throws IOException {
    long emitted = bytes.varint();
    long due = bytes.signedVarint();
    return new Refinement(emitted, due, bytes.fixed8() == 0 ? null : readAccumulator(bytes));
  }

  private static SummaryAccumulator readAccumulator(ByteReader bytes) throws IOException {
    return CoderUtils.decodeFromByteArray(SummaryAccumulator.coder(), bytes.bytes());
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "the rows of a table are in no order");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaneTableCoder that && statistics.equals(that.statistics);
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }
}
