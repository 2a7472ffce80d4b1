// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.replay;

import io.tidemark.io.reading.DecodedRecord;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Takes the records out of a block, each with its own event time. */
final class UnpackFn extends DoFn<List<DecodedRecord>, DecodedRecord> {
  @ProcessElement
  public void unpack(
      @Element List<DecodedRecord> block,
      @Timestamp Instant blockTime,
      OutputReceiver<DecodedRecord> out) {
    for (DecodedRecord record : block) {
      Instant time =
          record.time().isPresent() ? Instant.ofEpochMilli(record.time().getAsLong()) : blockTime;
      out.outputWithTimestamp(record, time);
    }
  }

  /** A block has the time of its earliest record that was not late; those that were are earlier. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to keep the time of a late record
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
