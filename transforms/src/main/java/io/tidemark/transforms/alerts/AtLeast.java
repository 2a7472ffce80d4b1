// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

/** A condition that holds for so many members of a group; the sample is how many those are. */
final class AtLeast extends Condition {
  private final int limit;
  private final boolean ofHundred;
  private final Condition ofMember;

  AtLeast(int limit, boolean ofHundred, Condition ofMember) {
    this.limit = limit;
    this.ofHundred = ofHundred;
    this.ofMember = ofMember;
  }

  @Override
  double measure(Past past, Sample sample) {
    return sample.value();
  }

  @Override
  boolean holds(double measure, boolean heldBefore) {
    return measure >= limit;
  }

  @Override
  public String toString() {
    return String.format("at least %s%s: %s", limit, ofHundred ? "%" : "", ofMember);
  }
}
