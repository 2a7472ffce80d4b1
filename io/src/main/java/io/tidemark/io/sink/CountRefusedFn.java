// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import io.tidemark.io.connector.SinkMetrics;
import io.tidemark.transforms.reading.RejectedRecord;
import org.apache.beam.sdk.transforms.DoFn;

/** Counts the rows that a sink was refused, for they are in no ledger. */
final class CountRefusedFn extends DoFn<RejectedRecord, RejectedRecord> {
  @ProcessElement
  public void count(@Element RejectedRecord refused, OutputReceiver<RejectedRecord> out) {
    SinkMetrics.countRefused();
    out.output(refused);
  }
}
