// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;

/**
 * What has to be known of a series when a reading comes, without touching the rest.
 *
 * @param timer when its readings are evaluated next
 * @param watermark the latest it has acted on: after a restore a runner begins with none, and what
 *     was late before is late still
 */
record AlertClock(long timer, long watermark) {
  static final AlertClock IDLE = new AlertClock(Long.MAX_VALUE, Long.MIN_VALUE);

  /** A watermark from here on says that all input has come. */
  static final long LAST = GlobalWindow.INSTANCE.maxTimestamp().getMillis();

  /** Version, timer, watermark. */
  static Coder<AlertClock> coder() {
    return AlertClockCoder.INSTANCE;
  }

  private static final class AlertClockCoder extends VersionedCoder<AlertClock> {
    private static final long serialVersionUID = 1;

    private static final AlertClockCoder INSTANCE = new AlertClockCoder();

    private AlertClockCoder() {
      super(1);
    }

    @Override
    protected void write(AlertClock clock, DataOutputStream out) throws IOException {
      Varints.writeSigned(clock.timer(), out);
      Varints.writeSigned(clock.watermark(), out);
    }

    @Override
    protected AlertClock read(DataInputStream in, int version) throws IOException {
      return new AlertClock(Varints.readSigned(in), Varints.readSigned(in));
    }
  }
}
