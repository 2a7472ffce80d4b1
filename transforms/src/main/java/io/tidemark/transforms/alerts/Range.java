// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** Below or above two limits; one of them may be infinite. */
final class Range extends Condition {
  private final double low;
  private final double high;
  private final double clearLow;
  private final double clearHigh;

  Range(double low, double high, double clearLow, double clearHigh) {
    this.low = low;
    this.high = high;
    this.clearLow = clearLow;
    this.clearHigh = clearHigh;
  }

  @Override
  double measure(Past past, Sample sample) {
    return sample.value();
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return heldBefore ? measure < clearLow || measure > clearHigh : measure < low || measure > high;
  }

  @Override
  public String toString() {
    return String.format("outside %s %s clear %s %s", low, high, clearLow, clearHigh);
  }
}
