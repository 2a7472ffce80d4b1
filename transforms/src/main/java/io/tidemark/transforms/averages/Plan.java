// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

/**
 * How {@link Averages} computes. All plans give the same results, late readings and ledger, to the
 * bit; they differ in speed and in the state they keep.
 */
public enum Plan {
  /**
   * The fast one where there is one: fixed, sliding, calendar and global windows in tables of
   * panes; sessions and count windows by the reference.
   */
  AUTO,

  /** Beam's own windows, triggers and combiners: the specification in code. */
  REFERENCE
}
