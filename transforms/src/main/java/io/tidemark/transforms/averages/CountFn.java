// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledger;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Counts elements into ledgers, one for a bundle.
 *
 * <p>Every reading counts as used before it is shuffled, and one that is found late afterwards
 * counts back. So there is one ledger for a bundle of readings and one for a bundle of late ones,
 * of which there are few, and not one for each key.
 */
final class CountFn<T> extends DoFn<T, Ledger> {
  private static final Ledger USED = Ledger.of(0, 1, 0, 0, 0);
  private static final Ledger LATE = Ledger.of(0, -1, 1, 0, 0);

  private final Ledger each;
  private transient BundleLedger ledger;

  private CountFn(Ledger each) {
    this.each = each;
  }

  static <T> CountFn<T> used() {
    return new CountFn<>(USED);
  }

  static <T> CountFn<T> late() {
    return new CountFn<>(LATE);
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void count() {
    ledger.count(each);
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context);
  }
}
