// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.reading.RejectedRecord;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;

/**
 * Some records that arrived together, decoded: an element of a live source.
 *
 * <p>A runner pays per element, so a source makes one of all that a poll brought. As an element, a
 * batch has the timestamp of its earliest reading that is not late already.
 *
 * @param blocks the readings that have a value
 * @param rejections what could not be decoded
 * @param ledger how many readings were read, missing and rejected
 */
public record Batch(List<ReadingBlock> blocks, List<Rejection> rejections, Ledger ledger) {
  /**
   * A rejected record.
   *
   * @param time its event time in milliseconds since 1970, {@link #NO_TIME} where it has none
   */
  public record Rejection(long time, RejectedRecord record) {}

  /** The time of a record that has none. */
  public static final long NO_TIME = Row.NO_TIME;

  /** Version, blocks, rejections, ledger. */
  public static Coder<Batch> coder() {
    return BatchCoder.INSTANCE;
  }
}
