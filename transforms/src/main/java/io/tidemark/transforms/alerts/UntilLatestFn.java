// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;

/** Lets pass what is due by the last event time of the whole input. */
final class UntilLatestFn extends DoFn<Alert, Alert> {
  private final PCollectionView<Long> latest;

  UntilLatestFn(PCollectionView<Long> latest) {
    this.latest = latest;
  }

  @ProcessElement
  public void process(ProcessContext context) {
    if (context.element().time() <= context.sideInput(latest)) {
      context.output(context.element());
    }
  }
}
