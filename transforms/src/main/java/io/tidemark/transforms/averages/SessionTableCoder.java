// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.KeyHash;
import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import io.tidemark.transforms.summary.SummaryCells;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Writes a table of sessions row by row behind a version byte: the key, and of each session how far
 * its start is from the start before, its length, how many results it has had, and its readings.
 *
 * <p>The rows are in no order, so equal tables may have different bytes: no key is made of them.
 */
final class SessionTableCoder extends CustomCoder<SessionTable> {
  private static final int VERSION = 1;
  private static final int WIDE = 1;

  private static final long serialVersionUID = 1;

  /** As text: savepoints have this object in them, too. */
  private final String statistics;

  private transient SummaryCells cells;

  SessionTableCoder(Statistics statistics) {
    this.statistics = statistics.toString();
  }

  private SummaryCells cells() {
    if (cells == null) {
      cells = new SummaryCells(Statistics.parse(statistics));
    }
    return cells;
  }

  @Override
  public void encode(SessionTable table, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.writeByte(VERSION);
    ByteWriter bytes = new ByteWriter(64 * table.rows().size());
    bytes.signedVarint(table.settled());
    bytes.varint(table.rows().size());
    for (SessionRow row : table.rows()) {
      bytes.bytes(row.key());
      bytes.varint(row.sessions().size());
      long before = 0;
      for (Session session : row.sessions()) {
        bytes.signedVarint(session.start() - before);
        before = session.start();
        write(session, bytes);
      }
    }
    bytes.writeTo(out);
  }

  private void write(Session session, ByteWriter bytes) throws IOException {
    bytes.varint(session.end() - session.start());
    bytes.varint(session.emitted() << 1 | (session.wide() == null ? 0 : WIDE));
    if (session.wide() == null) {
      cells().write(session.cell(), 0, bytes);
    } else {
      bytes.bytes(CoderUtils.encodeToByteArray(SummaryAccumulator.coder(), session.wide()));
    }
  }

  @Override
  public SessionTable decode(InputStream stream) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    VersionedCoder.readVersion(in, VERSION, SessionTableCoder.class);
    ByteReader bytes = ByteReader.readFrom(in);
    SessionTable table = new SessionTable(bytes.signedVarint());
    for (int rows = bytes.count(); rows > 0; rows--) {
      table.put(readRow(bytes));
    }
    return table;
  }

  private SessionRow readRow(ByteReader bytes) throws IOException {
    byte[] key = bytes.bytes();
    SessionRow row = new SessionRow(key, KeyHash.of(key, 0, key.length));
    long start = 0;
    for (long i = bytes.varint(); i > 0; i--) {
      start += bytes.signedVarint();
      row.sessions().add(read(start, bytes));
    }
    return row;
  }

  private Session read(long start, ByteReader bytes) throws IOException {
    long end = start + bytes.varint();
    long header = bytes.varint();
    long[] cell = new long[cells().width()];
    cells().clear(cell, 0);
    SummaryAccumulator wide = null;
    if ((header & WIDE) == 0) {
      cells().read(bytes, cell, 0);
    } else {
      wide = CoderUtils.decodeFromByteArray(SummaryAccumulator.coder(), bytes.bytes());
    }
    return new Session(start, end, header >>> 1, cell, wide);
  }

  @Override
  public void verifyDeterministic() throws NonDeterministicException {
    throw new NonDeterministicException(this, "the rows of a table are in no order");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SessionTableCoder that && statistics.equals(that.statistics);
  }

  @Override
  public int hashCode() {
    return statistics.hashCode();
  }
}
