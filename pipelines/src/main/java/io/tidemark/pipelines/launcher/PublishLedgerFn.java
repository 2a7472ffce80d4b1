// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.transforms.ledger.Ledger;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;

/**
 * Makes counters of the ledger of a run, once it has ended: that is how it gets from a cluster to
 * the launcher. They are as exact as the ledger, since it is one element.
 */
public final class PublishLedgerFn extends DoFn<Ledger, Void> {
  @ProcessElement
  public void publish(@Element Ledger ledger) {
    count("read", ledger.read());
    count("used", ledger.used());
    count("late", ledger.late());
    count("missing", ledger.missing());
    count("rejected", ledger.rejected());
  }

  private static void count(String name, long readings) {
    Metrics.counter(Counts.LEDGER, name).inc(readings);
  }
}
