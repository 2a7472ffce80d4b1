// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.ledger;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Counts elements into ledgers, one for a bundle.
 *
 * <p>Every reading counts as used before it is shuffled, and one that is found late afterwards
 * counts back. So there is one ledger for a bundle of readings and one for a bundle of late ones,
 * of which there are few, and not one for each key.
 */
public final class CountFn<T> extends DoFn<T, Ledger> {
  /** How many readings an element has. */
  public interface Size<T> extends Serializable {
    long of(T element);
  }

  private final boolean late;
  private final Size<T> size;
  private transient BundleLedger ledger;

  private CountFn(boolean late, Size<T> size) {
    this.late = late;
    this.size = size;
  }

  /** Counts readings as used. */
  public static <T> CountFn<T> used(Size<T> size) {
    return new CountFn<>(false, size);
  }

  /** Counts readings back, which were found late. */
  public static <T> CountFn<T> late() {
    return new CountFn<>(true, each -> 1);
  }

  @StartBundle
  public void startBundle() {
    ledger = new BundleLedger();
  }

  @ProcessElement
  public void count(@Element T element) {
    long readings = size.of(element);
    ledger.count(late ? Ledger.of(0, -readings, readings, 0, 0) : Ledger.of(0, readings, 0, 0, 0));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    ledger.finish(context);
  }
}
