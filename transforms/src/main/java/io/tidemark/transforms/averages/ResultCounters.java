// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.metrics.DelayCounters;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * Metrics of results: how many there are of each timing, and how long after the end of its window
 * the first one came that was not early. They are added up here, and published as a bundle ends.
 */
final class ResultCounters {
  private static final int TIMINGS = Timing.values().length;

  // By the code of a timing.
  private final List<Counter> counters =
      IntStream.range(0, TIMINGS).mapToObj(Timing::ofCode).map(ResultCounters::counter).toList();
  private final long[] results = new long[TIMINGS];
  private final DelayCounters delays = new DelayCounters("result_delay");

  private static Counter counter(Timing timing) {
    String name = "results_" + timing.name().toLowerCase(Locale.ROOT);
    return Metrics.counter(BundleLedger.NAMESPACE, name);
  }

  /** Counts a result. */
  void add(Timing timing) {
    results[timing.code()]++;
  }

  /** Adds the delay of a result of a live stream, in milliseconds, if it is its window's first. */
  void addDelay(Timing timing, long revision, long millis) {
    if (timing == Timing.ON_TIME || (timing == Timing.LATE && revision == 0)) {
      delays.add(millis);
    }
  }

  /** Publishes what was added since the last time. */
  void publish() {
    for (int i = 0; i < TIMINGS; i++) {
      counters.get(i).inc(results[i]);
    }
    Arrays.fill(results, 0);
    delays.publish();
  }
}
