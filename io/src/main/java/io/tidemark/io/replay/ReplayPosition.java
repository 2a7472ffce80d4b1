// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource.CheckpointMark;

/**
 * How far a recording has been read.
 *
 * @param records how many records
 * @param watermark the watermark then, in milliseconds since 1970
 */
record ReplayPosition(long records, long watermark) implements CheckpointMark {
  @Override
  public void finalizeCheckpoint() {
    // A recording stays as it is: there is nothing to acknowledge.
  }

  /** Version, records, watermark. */
  static Coder<ReplayPosition> coder() {
    return ReplayPositionCoder.INSTANCE;
  }

  private static final class ReplayPositionCoder extends VersionedCoder<ReplayPosition> {
    private static final ReplayPositionCoder INSTANCE = new ReplayPositionCoder();

    private ReplayPositionCoder() {
      super(1);
    }

    @Override
    protected void write(ReplayPosition position, DataOutputStream out) throws IOException {
      Varints.write(position.records(), out);
      Varints.writeSigned(position.watermark(), out);
    }

    @Override
    protected ReplayPosition read(DataInputStream in, int version) throws IOException {
      return new ReplayPosition(Varints.read(in), Varints.readSigned(in));
    }
  }
}
