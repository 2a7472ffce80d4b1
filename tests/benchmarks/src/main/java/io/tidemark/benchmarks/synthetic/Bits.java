// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.synthetic;

/** Pseudo-random bits as a function of a number. */
public final class Bits {
  private Bits() {}

  /**
   * A bijection whose output bits each depend on all input bits.
   *
   * <p>Source: G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators", 2014
   * (SplitMix64).
   */
  public static long mix(long number) {
    long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
