// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.ledger.WorkerLedger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Asks a run for its counters: the ledger when it has ended, how far it is before. */
final class Counts {
  /** The namespace of the counters that add up to the ledger once a run has ended. */
  static final String LEDGER = "tidemark.ledger";

  /** The namespace of the counters that grow during a run; retries may count twice. */
  static final String PROGRESS = BundleLedger.NAMESPACE;

  private static final List<String> NAMES = List.of("read", "used", "late", "missing", "rejected");

  private Counts() {}

  /** The ledger of a run that has ended; empty if it has not been published. */
  static Optional<Ledger> ledger(MetricResults metrics) {
    Map<String, Long> counts = query(metrics, LEDGER);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    long[] values = NAMES.stream().mapToLong(name -> counts.getOrDefault(name, 0L)).toArray();
    return Optional.of(Ledger.of(values[0], values[1], values[2], values[3], values[4]));
  }

  /** The ledger as a person reads it. */
  static String print(Ledger ledger) {
    return String.format(
        Locale.ROOT,
        "read %,d %s used %,d + late %,d + missing %,d + rejected %,d",
        ledger.read(),
        ledger.balances() ? "=" : "!=",
        ledger.used(),
        ledger.late(),
        ledger.missing(),
        ledger.rejected());
  }

  /** What a run has counted so far, as a person reads it; empty if nothing. */
  static String progress(MetricResults metrics) {
    Map<String, Long> counts = query(metrics, PROGRESS);
    return NAMES.stream()
        .filter(counts::containsKey)
        .map(name -> String.format(Locale.ROOT, "%s %,d", name, counts.get(name)))
        .collect(Collectors.joining(", "));
  }

  /** How many rows were refused by outputs. */
  static long refused(MetricResults metrics) {
    return query(metrics, PROGRESS).getOrDefault("sink_refused", 0L);
  }

  /**
   * What the bundles of this process have counted so far; empty if nothing. Embedded Flink tells of
   * a run when it has ended.
   */
  static String progressOfProcess() {
    long read = WorkerLedger.soFar().read();
    return read == 0 ? "" : String.format(Locale.ROOT, "%s %,d", NAMES.get(0), read);
  }

  private static Map<String, Long> query(MetricResults metrics, String namespace) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(namespace)).build();
    Map<String, Long> counts = new HashMap<>();
    for (MetricResult<Long> counter : metrics.queryMetrics(filter).getCounters()) {
      long count = counter.hasCommitted() ? counter.getCommitted() : counter.getAttempted();
      counts.merge(counter.getName().getName(), count, Long::sum);
    }
    return counts;
  }
}
