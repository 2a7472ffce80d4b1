// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import java.util.Locale;

/**
 * How {@link Averages} computes. All plans give the same results, late readings and ledger, to the
 * bit; they differ in speed and in the state they keep.
 */
public enum Plan {
  /**
   * The fast one: tables of all series of a shard. Only sessions with early results, or with late
   * ones that are gathered, are computed by the reference.
   */
  AUTO,

  /** Beam's own windows, triggers and combiners: the specification in code. */
  REFERENCE;

  /** Reads {@code auto} or {@code reference}. */
  public static Plan parse(String text) {
    for (Plan plan : values()) {
      if (plan.toString().equals(text)) {
        return plan;
      }
    }
    throw new IllegalArgumentException(String.format("plan '%s': must be auto or reference", text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
