// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;

/**
 * What a key has to know when something comes, without touching its updates.
 *
 * @param due what its timer is set to; {@link #NEVER} if it is not
 * @param watermark the latest it has acted on: after a restore a runner begins with none, and what
 *     was late before is late still
 * @param identity of what it is kept, see {@link StateIdentity#code}
 */
record LookupClock(long due, long watermark, long identity) {
  static final long NEVER = Long.MAX_VALUE;

  private static final long END = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  static final LookupClock IDLE =
      new LookupClock(NEVER, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis(), StateIdentity.UNKNOWN);

  LookupClock withDue(long time) {
    return new LookupClock(time, watermark, identity);
  }

  /** At the end Flink tells a watermark that is out of Beam's range. */
  LookupClock at(long newWatermark) {
    return new LookupClock(due, Math.max(watermark, Math.min(newWatermark, END)), identity);
  }

  /**
   * The same, kept for what a run computes.
   *
   * @throws io.tidemark.transforms.coding.StateMismatchException if it was kept for something else
   */
  LookupClock of(StateIdentity run) {
    run.check(identity);
    return identity == StateIdentity.UNKNOWN ? new LookupClock(due, watermark, run.code()) : this;
  }

  /** Version, due, watermark; from version 2 on identity. */
  static Coder<LookupClock> coder() {
    return LookupClockCoder.INSTANCE;
  }

  private static final class LookupClockCoder extends VersionedCoder<LookupClock> {
    private static final long serialVersionUID = 1;

    private static final LookupClockCoder INSTANCE = new LookupClockCoder();

    private LookupClockCoder() {
      super(2);
    }

    @Override
    protected void write(LookupClock clock, DataOutputStream out) throws IOException {
      Varints.writeSigned(clock.due(), out);
      Varints.writeSigned(clock.watermark(), out);
      out.writeLong(clock.identity());
    }

    @Override
    protected LookupClock read(DataInputStream in, int version) throws IOException {
      return new LookupClock(
          Varints.readSigned(in),
          Varints.readSigned(in),
          version == 1 ? StateIdentity.UNKNOWN : in.readLong());
    }
  }
}
