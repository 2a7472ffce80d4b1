// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.averages.LateReading;
import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.ledger.Ledger;
import io.tidemark.transforms.summary.Statistic;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;

/** Takes all that Tidemark gives: results, late readings and ledger. */
final class TidemarkResults {
  private static final AtomicLong USED = new AtomicLong();
  private static final AtomicLong LATE = new AtomicLong();

  private TidemarkResults() {}

  /** With means, if the results have them. */
  static void count(AveragesResult<String> averages, boolean withMeans) {
    averages.results().apply("CountResults", ParDo.of(new CountResultFn(withMeans)));
    averages.late().apply("CountLate", ParDo.of(new CountLateFn()));
    averages.ledger().apply("CountUsed", ParDo.of(new CountUsedFn()));
  }

  /** The readings that the ledger has as used, by now. */
  static long used() {
    return USED.get();
  }

  /** The readings that were found late, by now. */
  static long late() {
    return LATE.get();
  }

  static final class CountResultFn extends DoFn<KV<String, WindowResult>, Void> {
    private final boolean withMeans;
    private transient ResultCounter results;

    CountResultFn(boolean withMeans) {
      this.withMeans = withMeans;
    }

    @Setup
    public void setUp() {
      results = ResultCounter.open();
    }

    @ProcessElement
    public void count(@Element KV<String, WindowResult> element) {
      WindowResult result = element.getValue();
      results.add(
          element.getKey().hashCode(),
          result.window().orElseThrow().end(),
          result.summary().count(),
          withMeans ? result.summary().value(Statistic.MEAN).orElseThrow() : 0);
    }
  }

  static final class CountLateFn extends DoFn<KV<String, LateReading>, Void> {
    @ProcessElement
    public void count() {
      LATE.incrementAndGet();
    }
  }

  static final class CountUsedFn extends DoFn<Ledger, Void> {
    @ProcessElement
    public void count(@Element Ledger ledger) {
      USED.addAndGet(ledger.used());
    }
  }
}
