// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

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
 * @param table how many series are in its table
 */
record ShardClock(long eventTime, long processingTime, long inbox, long table) {
  /** No timer is set, and nothing is kept. */
  static final ShardClock IDLE = new ShardClock(Panes.NONE, Refinement.NEVER, 0, 0);

  ShardClock withEventTime(long time) {
    return new ShardClock(time, processingTime, inbox, table);
  }

  ShardClock withProcessingTime(long time) {
    return new ShardClock(eventTime, time, inbox, table);
  }

  ShardClock withInbox(long readings) {
    return new ShardClock(eventTime, processingTime, readings, table);
  }

  ShardClock withTable(long series) {
    return new ShardClock(eventTime, processingTime, inbox, series);
  }

  /** Version, the two times, the two counts. */
  static Coder<ShardClock> coder() {
    return ShardClockCoder.INSTANCE;
  }

  private static final class ShardClockCoder extends VersionedCoder<ShardClock> {
    private static final ShardClockCoder INSTANCE = new ShardClockCoder();

    private ShardClockCoder() {
      super(1);
    }

    @Override
    protected void write(ShardClock clock, DataOutputStream out) throws IOException {
      Varints.writeSigned(clock.eventTime(), out);
      Varints.writeSigned(clock.processingTime(), out);
      Varints.write(clock.inbox(), out);
      Varints.write(clock.table(), out);
    }

    @Override
    protected ShardClock read(DataInputStream in, int version) throws IOException {
      return new ShardClock(
          Varints.readSigned(in), Varints.readSigned(in), Varints.read(in), Varints.read(in));
    }
  }
}
