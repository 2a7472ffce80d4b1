// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** What a {@link Group} is worth: of the newest value of each member. */
public enum Aggregate {
  /** Their mean, of the exact sum, rounded once. */
  MEAN,
  /** Their exact sum, rounded once. */
  SUM,
  /** The smallest. */
  MIN,
  /** The largest. */
  MAX,
  /** How many there are. */
  COUNT
}
