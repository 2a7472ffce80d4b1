// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an accumulator keeps for statistics that are not basic.
 *
 * <p>Any order of {@link #add} and {@link #merge} gives equal parts and equal bytes. Nothing else
 * changes a part, not even how it is kept: while Flink writes a checkpoint, others read it.
 */
abstract class Part {
  private static final Part[] NONE = {};

  /** Those that the statistics need, in the order of their encoding. */
  static Part[] of(AskedFor asked) {
    return asked.others().isEmpty()
        ? NONE
        : Stream.of(new QuantileSketch(), new DistinctValues(), new Timeline())
            .filter(part -> asked.others().stream().anyMatch(part::has))
            .toArray(Part[]::new);
  }

  /** Whether the statistic is one of those it is kept for. */
  abstract boolean has(Statistic statistic);

  abstract void add(long time, double value);

  /** Adds all that was added to another, of the same class, which stays as it is. */
  abstract void merge(Part other);

  /** What knows the values of parts of this class: of none yet, for those of these statistics. */
  abstract MovingPart moving(List<Statistic> statistics);

  abstract void write(DataOutputStream out) throws IOException;

  /** Adds what {@link #write} wrote; nothing was added before. */
  abstract void read(DataInputStream in) throws IOException;

  /** About what it takes in memory. */
  abstract long bytes();
}
