// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import java.io.Serializable;

/**
 * How large the ranges of a file are: as large as makes so many of them, between two sizes.
 *
 * @param least bytes; a range costs the Direct runner some milliseconds in each of the transforms
 *     it goes through
 * @param most bytes
 * @param ranges how many ranges are enough
 */
record RangeSize(long least, long most, int ranges) implements Serializable {
  private static final long MIB = 1 << 20;
  private static final long LEAST = 8 * MIB;

  /** Enough for some tens of cores. */
  private static final int ENOUGH = 32;

  private static final int FOR_EACH_CORE = 6;

  /** For what leaves as blocks: a runner may hold all of a range before it goes on. */
  static final RangeSize BLOCKS = new RangeSize(LEAST, 32 * MIB, ENOUGH);

  /** For what is folded: little is left of each range, but that of each. */
  static final RangeSize FOLDED = new RangeSize(LEAST, 64 * MIB, ENOUGH);

  /** At most so many bytes, also where that makes many ranges. */
  static RangeSize atMost(long bytes) {
    return new RangeSize(Math.min(bytes, LEAST), bytes, ENOUGH);
  }

  /**
   * The same with as few ranges as keep the cores of this machine busy, however large that makes
   * them. What comes of a range is a bundle, and the Direct runner copies what the bundles before
   * it have left.
   */
  RangeSize forThisMachine() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new RangeSize(least, Long.MAX_VALUE, FOR_EACH_CORE * cores);
  }

  /** The size of the ranges of so many bytes. */
  long of(long bytes) {
    return Math.min(most, Math.max(least, bytes / ranges));
  }
}
