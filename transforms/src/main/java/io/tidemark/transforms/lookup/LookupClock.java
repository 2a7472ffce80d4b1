// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.lookup;

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
 */
record LookupClock(long due, long watermark) {
  static final long NEVER = Long.MAX_VALUE;

  private static final long END = BoundedWindow.TIMESTAMP_MAX_VALUE.getMillis();

  static final LookupClock IDLE =
      new LookupClock(NEVER, BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis());

  LookupClock withDue(long time) {
    return new LookupClock(time, watermark);
  }

  /** At the end Flink tells a watermark that is out of Beam's range. */
  LookupClock at(long newWatermark) {
    return new LookupClock(due, Math.max(watermark, Math.min(newWatermark, END)));
  }

  /** Version, due, watermark. */
  static Coder<LookupClock> coder() {
    return LookupClockCoder.INSTANCE;
  }

  private static final class LookupClockCoder extends VersionedCoder<LookupClock> {
    private static final long serialVersionUID = 1;

    private static final LookupClockCoder INSTANCE = new LookupClockCoder();

    private LookupClockCoder() {
      super(1);
    }

    @Override
    protected void write(LookupClock clock, DataOutputStream out) throws IOException {
      Varints.writeSigned(clock.due(), out);
      Varints.writeSigned(clock.watermark(), out);
    }

    @Override
    protected LookupClock read(DataInputStream in, int version) throws IOException {
      return new LookupClock(Varints.readSigned(in), Varints.readSigned(in));
    }
  }
}
