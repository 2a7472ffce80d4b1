// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * What is in the inbox of a shard, as it came.
 *
 * @param watermark the input watermark that let them in
 * @param time the processing time
 * @param input readings of which none is late
 */
record Arrival(long watermark, long time, ShardInput input) {
  /** Version, watermark, time, input; of version 1 the input is a block. */
  static Coder<Arrival> coder() {
    return ArrivalCoder.INSTANCE;
  }

  private static final class ArrivalCoder extends VersionedCoder<Arrival> {
    private static final long serialVersionUID = 1;

    private static final ArrivalCoder INSTANCE = new ArrivalCoder();

    private ArrivalCoder() {
      super(2);
    }

    @Override
    protected void write(Arrival arrival, DataOutputStream out) throws IOException {
      Varints.writeSigned(arrival.watermark(), out);
      Varints.writeSigned(arrival.time(), out);
      ShardInput.coder().encode(arrival.input(), out);
    }

    @Override
    protected Arrival read(DataInputStream in, int version) throws IOException {
      long watermark = Varints.readSigned(in);
      long time = Varints.readSigned(in);
      return new Arrival(
          watermark,
          time,
          version == 1
              ? ShardInput.of(ReadingBlock.coder().decode(in))
              : ShardInput.coder().decode(in));
    }
  }
}
