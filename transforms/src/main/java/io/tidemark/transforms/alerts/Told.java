// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Varints;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What has been said of an episode.
 *
 * @param since when it began
 * @param generation how often it was resolved too early, and had to go on under another identity
 * @param state the last thing said
 * @param fired whether it was said to fire
 */
record Told(long since, int generation, AlertState state, boolean fired) {
  boolean isOpen() {
    return state != AlertState.RESOLVED;
  }

  /** After saying one thing more. */
  Told and(AlertState next) {
    return new Told(since, generation, next, fired || next == AlertState.FIRING);
  }

  /** The same episode under the next identity, of which nothing has been said. */
  Told again() {
    return new Told(since, generation + 1, AlertState.PENDING, false);
  }

  void write(DataOutput out) throws IOException {
    Varints.writeSigned(since, out);
    Varints.write(generation, out);
    out.writeByte(state.code());
    out.writeBoolean(fired);
  }

  static Told read(DataInput in) throws IOException {
    return new Told(
        Varints.readSigned(in),
        Math.toIntExact(Varints.read(in)),
        AlertState.ofCode(in.readByte()),
        in.readBoolean());
  }
}
