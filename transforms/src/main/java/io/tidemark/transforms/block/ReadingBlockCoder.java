// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import io.tidemark.transforms.coding.ByteReader;
import io.tidemark.transforms.coding.ByteWriter;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Writes a block column by column: the keys, the series of each reading (varints), the times
 * (signed varints of differences), the values (eight bytes each).
 */
final class ReadingBlockCoder extends VersionedCoder<ReadingBlock> {
  private static final long serialVersionUID = 1;

  static final ReadingBlockCoder INSTANCE = new ReadingBlockCoder();

  private ReadingBlockCoder() {
    super(1);
  }

  @Override
  protected void write(ReadingBlock block, DataOutputStream out) throws IOException {
    ByteWriter bytes = new ByteWriter(16 * block.size());
    bytes.varint(block.seriesCount());
    for (int i = 0; i < block.seriesCount(); i++) {
      bytes.bytes(block.key(i));
    }
    bytes.varint(block.size());
    for (int i = 0; i < block.size(); i++) {
      bytes.varint(block.series(i));
    }
    long before = 0;
    for (int i = 0; i < block.size(); i++) {
      bytes.signedVarint(block.time(i) - before);
      before = block.time(i);
    }
    for (int i = 0; i < block.size(); i++) {
      bytes.fixed64(Double.doubleToRawLongBits(block.value(i)));
    }
    bytes.writeTo(out);
  }

  @Override
  protected ReadingBlock read(DataInputStream in, int version) throws IOException {
    ByteReader bytes = ByteReader.readFrom(in);
    byte[][] keys = new byte[bytes.count()][];
    long[] hashes = new long[keys.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = bytes.bytes();
      hashes[i] = KeyHash.of(keys[i], 0, keys[i].length);
    }
    int[] series = new int[bytes.count()];
    for (int i = 0; i < series.length; i++) {
      series[i] = (int) bytes.varint();
    }
    long[] times = new long[series.length];
    long before = 0;
    for (int i = 0; i < times.length; i++) {
      before += bytes.signedVarint();
      times[i] = before;
    }
    double[] values = new double[series.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.longBitsToDouble(bytes.fixed64());
    }
    return new ReadingBlock(keys, hashes, series, times, values);
  }
}
