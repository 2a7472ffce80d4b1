// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** A change of more than a limit in a time. */
final class RateOfChange extends Condition {
  private final double limit;
  private final double clear;
  private final long per;

  RateOfChange(double limit, double clear, long per) {
    this.limit = limit;
    this.clear = clear;
    this.per = per;
  }

  /** Two readings of one time have no rate. */
  @Override
  double measure(Past past, Sample sample) {
    if (past.values().length == 0 || past.time() == sample.time()) {
      return Double.NaN;
    }
    double before = past.values()[past.values().length - 1];
    return Math.abs(sample.value() - before) * per / (sample.time() - past.time());
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return measure > (heldBefore ? clear : limit);
  }

  @Override
  int memory() {
    return 1;
  }

  @Override
  public String toString() {
    return String.format("rate %s clear %s per %s", limit, clear, per);
  }
}
