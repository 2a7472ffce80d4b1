// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.ledger;

import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * What a DoFn counts while it processes a bundle: one {@link Ledger}, emitted as the bundle ends.
 *
 * <p>A ledger that is an element is as exact as every other element: what a failed bundle counted
 * is thrown away with its outputs. The counters of the same names (namespace {@value #NAMESPACE}),
 * which a long-running job shows, may count a retried bundle twice.
 *
 * <p>Create one in {@code @StartBundle}, call {@link #finish} in {@code @FinishBundle}.
 */
public final class BundleLedger {
  /** The namespace of the counters: read, used, late, missing, rejected. */
  public static final String NAMESPACE = "tidemark";

  private static final Counter READ = Metrics.counter(NAMESPACE, "read");
  private static final Counter USED = Metrics.counter(NAMESPACE, "used");
  private static final Counter LATE = Metrics.counter(NAMESPACE, "late");
  private static final Counter MISSING = Metrics.counter(NAMESPACE, "missing");
  private static final Counter REJECTED = Metrics.counter(NAMESPACE, "rejected");

  private static final Instant END = GlobalWindow.INSTANCE.maxTimestamp();

  private long read;
  private long used;
  private long late;
  private long missing;
  private long rejected;

  /** Adds what an element counts. */
  public void count(Ledger element) {
    read += element.read();
    used += element.used();
    late += element.late();
    missing += element.missing();
    rejected += element.rejected();
  }

  /** Emits the counts, if there are any, into the global window, where nothing is ever late. */
  public <InputT, OutputT> void finish(
      DoFn<InputT, OutputT>.FinishBundleContext context, TupleTag<Ledger> tag) {
    end(ledger -> context.output(tag, ledger, END, GlobalWindow.INSTANCE));
  }

  /** The same for a DoFn whose main output is the ledger. */
  public <InputT> void finish(DoFn<InputT, Ledger>.FinishBundleContext context) {
    end(ledger -> context.output(ledger, END, GlobalWindow.INSTANCE));
  }

  private void end(Consumer<Ledger> output) {
    Ledger ledger = Ledger.of(read, used, late, missing, rejected);
    if (ledger.equals(Ledger.EMPTY)) {
      return;
    }
    output.accept(ledger);
    WorkerLedger.add(ledger);
    READ.inc(read);
    USED.inc(used);
    LATE.inc(late);
    MISSING.inc(missing);
    REJECTED.inc(rejected);
  }
}
