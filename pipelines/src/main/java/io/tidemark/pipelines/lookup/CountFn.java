// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledger;
import org.apache.beam.sdk.transforms.DoFn;

/** Counts elements: each is used or, where it is found late afterwards, it is late and not used. */
final class CountFn<T> extends DoFn<T, Ledger> {
  private final boolean late;
  private transient BundleLedger ledger;

  private CountFn(boolean late) {
    this.late = late;
  }

  static <T> CountFn<T> used() {
    return new CountFn<>(false);
  }

  static <T> CountFn<T> late() {
    return new CountFn<>(true);
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void count() {
    ledger.count(late ? Ledger.of(0, -1, 1, 0, 0) : Ledger.of(0, 1, 0, 0, 0));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context);
  }
}
