// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** No reading for a time by the clock of whoever runs it; event time knows nothing of it. */
final class Standstill extends Condition {
  private final long millis;

  Standstill(long millis) {
    this.millis = millis;
  }

  long millis() {
    return millis;
  }

  @Override
  double measure(Past past, Sample sample) {
    return Double.NaN;
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return false;
  }

  @Override
  public String toString() {
    return String.format("standstill %s", millis);
  }
}
