// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/** Counts the rows that a sink was refused, for they are in no ledger. */
final class CountRefusedFn extends DoFn<RejectedRecord, RejectedRecord> {
  private final Counter counter = Metrics.counter(BundleLedger.NAMESPACE, "sink_refused");

  @ProcessElement
  public void count(@Element RejectedRecord refused, OutputReceiver<RejectedRecord> out) {
    counter.inc();
    out.output(refused);
  }
}
