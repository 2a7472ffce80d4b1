// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * All that was handed over, up to a message.
 *
 * <p>That message is acknowledged only after a later one, so that a broker that sends messages
 * again sends it too, and what follows it is known to be new. Where no later one came between two
 * checkpoints, it is released: a run that goes on from here does not expect to see it.
 *
 * @param count how many messages were handed over, with those of the runs before that were restored
 * @param last the fingerprint of the last
 * @param released whether the last may be acknowledged once this is final
 */
record MqttPosition(long count, long last, boolean released) {
  /** The number of the last message that may be acknowledged when this is final, from 1. */
  long settled() {
    return released ? count : count - 1;
  }

  /** Version, count, fingerprint, released. */
  static Coder<MqttPosition> coder() {
    return PositionCoder.INSTANCE;
  }

  private static final class PositionCoder extends VersionedCoder<MqttPosition> {
    private static final PositionCoder INSTANCE = new PositionCoder();

    private PositionCoder() {
      super(1);
    }

    @Override
    protected void write(MqttPosition position, DataOutputStream out) throws IOException {
      Varints.write(position.count(), out);
      out.writeLong(position.last());
      out.writeBoolean(position.released());
    }

    @Override
    protected MqttPosition read(DataInputStream in, int version) throws IOException {
      return new MqttPosition(Varints.read(in), in.readLong(), in.readBoolean());
    }
  }
}
