// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.coding.StateIdentity;
import io.tidemark.transforms.coding.Varints;
import io.tidemark.transforms.coding.VersionedCoder;
import io.tidemark.transforms.windowing.Panes;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;

/**
 * What a shard has to know when readings come, without touching its table.
 *
 * @param eventTime what its timer in event time is set to
 * @param processingTime what its timer in processing time is set to
 * @param inbox how full its inbox is, in readings
 * @param table what its table costs to read and write, see {@link ShardSpec#load}
 * @param watermark the latest it has acted on: after a restore a runner begins with none, and what
 *     was late before is late still
 * @param identity of what it is kept, see {@link StateIdentity#code}
 */
record ShardClock(
    long eventTime, long processingTime, long inbox, long table, long watermark, long identity) {
  /** No timer is set, and nothing is kept. */
  static final ShardClock IDLE =
      new ShardClock(Panes.NONE, Refinement.NEVER, 0, 0, Times.NONE, StateIdentity.UNKNOWN);

  ShardClock withEventTime(long time) {
    return new ShardClock(time, processingTime, inbox, table, watermark, identity);
  }

  ShardClock withProcessingTime(long time) {
    return new ShardClock(eventTime, time, inbox, table, watermark, identity);
  }

  ShardClock withInbox(long readings) {
    return new ShardClock(eventTime, processingTime, readings, table, watermark, identity);
  }

  ShardClock withTable(long series) {
    return new ShardClock(eventTime, processingTime, inbox, series, watermark, identity);
  }

  ShardClock withWatermark(long millis) {
    return new ShardClock(eventTime, processingTime, inbox, table, millis, identity);
  }

  ShardClock withIdentity(long code) {
    return new ShardClock(eventTime, processingTime, inbox, table, watermark, code);
  }

  /** Version, the two times, the two counts; from version 2 on watermark and identity. */
  static Coder<ShardClock> coder() {
    return ShardClockCoder.INSTANCE;
  }

  private static final class ShardClockCoder extends VersionedCoder<ShardClock> {
    private static final long serialVersionUID = 1;

    private static final ShardClockCoder INSTANCE = new ShardClockCoder();

    private ShardClockCoder() {
      super(2);
    }

    @Override
    protected void write(ShardClock clock, DataOutputStream out) throws IOException {
      Varints.writeSigned(clock.eventTime(), out);
      Varints.writeSigned(clock.processingTime(), out);
      Varints.write(clock.inbox(), out);
      Varints.write(clock.table(), out);
      Varints.writeSigned(clock.watermark(), out);
      out.writeLong(clock.identity());
    }

    @Override
    protected ShardClock read(DataInputStream in, int version) throws IOException {
      return new ShardClock(
          Varints.readSigned(in),
          Varints.readSigned(in),
          Varints.read(in),
          Varints.read(in),
          version == 1 ? Times.NONE : Varints.readSigned(in),
          version == 1 ? StateIdentity.UNKNOWN : in.readLong());
    }
  }
}
