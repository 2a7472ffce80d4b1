// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * Where a run of readings is among those of a shard.
 *
 * @param row the number of its series in the shard
 * @param run its number in the {@link ReadingLog} of the series
 */
record RunPlace(long row, long run) {
  /** Version, row, run. */
  static Coder<RunPlace> coder() {
    return RunPlaceCoder.INSTANCE;
  }

  private static final class RunPlaceCoder extends VersionedCoder<RunPlace> {
    private static final long serialVersionUID = 1;

    private static final RunPlaceCoder INSTANCE = new RunPlaceCoder();

    private RunPlaceCoder() {
      super(1);
    }

    @Override
    protected void write(RunPlace place, DataOutputStream out) throws IOException {
      Varints.write(place.row(), out);
      Varints.writeSigned(place.run(), out);
    }

    @Override
    protected RunPlace read(DataInputStream in, int version) throws IOException {
      return new RunPlace(Varints.read(in), Varints.readSigned(in));
    }
  }
}
