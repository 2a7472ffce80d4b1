// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** No reading for a time. */
final class Silence extends Condition {
  private final long millis;

  Silence(long millis) {
    this.millis = millis;
  }

  /** A reading is no measure of silence: it ends it. */
  @Override
  double measure(Past past, Sample sample) {
    return Double.NaN;
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return false;
  }

  @Override
  long silentAfter() {
    return millis;
  }

  @Override
  public String toString() {
    return String.format("silence %s", millis);
  }
}
