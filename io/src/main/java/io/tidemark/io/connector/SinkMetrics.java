// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.transforms.ledger.BundleLedger;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** The metrics of a sink: what it had to try again, and what it was refused. */
public final class SinkMetrics {
  private static final Counter RETRIES = Metrics.counter(BundleLedger.NAMESPACE, "sink_retries");
  private static final Counter REFUSED = Metrics.counter(BundleLedger.NAMESPACE, "sink_refused");

  private long added;

  /** A row was refused for good, which no ledger tells. */
  public static void countRefused() {
    REFUSED.inc();
  }

  /** Adds so many retries. */
  public void addRetries(long retries) {
    added += retries;
  }

  /** Publishes what was added since the last time, as a bundle ends. */
  public void publish() {
    RETRIES.inc(added);
    REFUSED.inc(0); // it is there before the first one is refused
    added = 0;
  }
}
