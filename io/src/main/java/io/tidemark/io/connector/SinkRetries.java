// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.connector;

import io.tidemark.transforms.ledger.BundleLedger;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** The metric of what a sink had to try again; published as a bundle ends. */
public final class SinkRetries {
  private static final Counter COUNTER = Metrics.counter(BundleLedger.NAMESPACE, "sink_retries");

  private long added;

  /** Adds so many. */
  public void add(long retries) {
    added += retries;
  }

  /** Publishes what was added since the last time. */
  public void publish() {
    COUNTER.inc(added);
    added = 0;
  }
}
