// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.block;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;

/**
 * What a source makes of the readings of each bundle: {@linkplain #intoBlocks blocks}, or something
 * smaller that they are folded into.
 *
 * <p>A runner may hold all elements between one transform and the next. What is folded within the
 * source is never held as readings.
 */
public interface ReadingFold<T> extends Serializable {
  /** Starts without readings. */
  Folding<T> start();

  /** How the elements are written. */
  Coder<T> coder();

  /** Blocks of at most so many readings, each with the timestamp of its earliest. */
  static ReadingFold<ReadingBlock> intoBlocks(int readings) {
    return new BlockFold(readings);
  }
}
