// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a batch part by part, each by its own coder. */
final class BatchCoder extends VersionedCoder<Batch> {
  private static final long serialVersionUID = 1;

  static final BatchCoder INSTANCE = new BatchCoder();

  private BatchCoder() {
    super(1);
  }

  @Override
  protected void write(Batch batch, DataOutputStream out) throws IOException {
    Varints.write(batch.blocks().size(), out);
    for (ReadingBlock block : batch.blocks()) {
      ReadingBlock.coder().encode(block, out);
    }
    Varints.write(batch.rejections().size(), out);
    for (Batch.Rejection rejection : batch.rejections()) {
      Varints.writeSigned(rejection.time(), out);
      RejectedRecord.coder().encode(rejection.record(), out);
    }
    Ledger.coder().encode(batch.ledger(), out);
  }

  @Override
  protected Batch read(DataInputStream in, int version) throws IOException {
    List<ReadingBlock> blocks = new ArrayList<>();
    for (long left = Varints.read(in); left > 0; left--) {
      blocks.add(ReadingBlock.coder().decode(in));
    }
    List<Batch.Rejection> rejections = new ArrayList<>();
    for (long left = Varints.read(in); left > 0; left--) {
      long time = Varints.readSigned(in);
      rejections.add(new Batch.Rejection(time, RejectedRecord.coder().decode(in)));
    }
    return new Batch(blocks, rejections, Ledger.coder().decode(in));
  }
}
