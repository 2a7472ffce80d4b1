// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.lookup;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.partitioning.Skew;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says as a metric, in percent, how evenly keys are spread; and in the log as the run ends. */
final class LogSkewFn extends DoFn<Skew, Void> {
  private static final Logger LOG = LoggerFactory.getLogger(LogSkewFn.class);
  private static final Gauge SKEW = Metrics.gauge(BundleLedger.NAMESPACE, "shard_skew_percent");

  @ProcessElement
  public void log(@Element Skew skew, PaneInfo pane) {
    if (pane.getTiming() != PaneInfo.Timing.EARLY) {
      LOG.info("skew: {}", skew);
    }
    SKEW.set(Math.round(100 * skew.ratio()));
  }
}
