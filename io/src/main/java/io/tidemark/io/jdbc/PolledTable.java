// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import io.tidemark.io.live.Feed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;

/**
 * A table that grows, read as a stream: at each poll the rows whose column has a greater value than
 * all that were read, in its order.
 *
 * <ul>
 *   <li>Rows that come later with the greatest value that was read are read too, at the next poll.
 *       They are told from those that were read by the columns that are read, and rows that are
 *       equal in all of these by their number. So a row of the greatest value that is changed is
 *       read again, and a position has eight bytes for each different row of that value.
 *   <li>Rows that come with a smaller value are never read. Where the values are given out before
 *       the rows are committed, as those of a sequence or a clock are, a transaction that commits
 *       after one with greater values is missed.
 *   <li>Rows without a value are not read.
 *   <li>One partition, one reader. A query goes on over several polls, in one transaction.
 *   <li>After a restart nothing is read twice, and nothing lost but as said.
 * </ul>
 */
final class PolledTable implements Feed<PollPosition> {
  private static final long serialVersionUID = 1;

  private final TableInput input;
  private final Duration interval;

  PolledTable(TableInput input, Duration interval) {
    this.input = input;
    this.interval = interval;
  }

  @Override
  public void check() {
    input.check();
  }

  @Override
  public List<PolledTable> split(int desired) {
    return List.of(this);
  }

  /** The database may have moved; rows are told by the columns that are read. */
  @Override
  public PolledTable resume(Feed<PollPosition> part) {
    PolledTable before = (PolledTable) part;
    if (!before.rows().equals(rows())) {
      throw new Other(before.rows(), rows());
    }
    return this;
  }

  private String rows() {
    return String.format(
        "%s (%s) by %s",
        input.name(), String.join(", ", input.selected()), input.partitionColumn());
  }

  @Override
  public Reader<PollPosition> open(Optional<PollPosition> from) {
    return new PolledReader(input, interval, Clock.systemUTC(), from.orElse(PollPosition.START));
  }

  @Override
  public Coder<PollPosition> positionCoder() {
    return PollPosition.coder();
  }

  @Override
  public String name() {
    return input.database() + " " + input.name();
  }
}
