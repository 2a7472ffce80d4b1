// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.ledger;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.joda.time.Duration;

/** Transforms of ledgers. */
public final class Ledgers {
  private Ledgers() {}

  /**
   * The ledger of a run: the sum of its parts, once all input has come.
   *
   * <pre>{@code
   * PCollection<Ledger> parts =
   *     pipeline.apply(
   *         Create.of(Ledger.of(3, 0, 0, 1, 0), Ledger.of(0, 2, 0, 0, 0))
   *             .withCoder(Ledger.coder()));
   *
   * PCollection<Ledger> total = parts.apply(Ledgers.total()); // read 3 = used 2 + missing 1
   * }</pre>
   *
   * <ul>
   *   <li>Input: bounded, or unbounded and ending; an endless one has no total. Windows do not
   *       matter.
   *   <li>Output: one element, also for empty input, in the global window.
   *   <li>Exact on every runner, whatever bundles are retried: the parts are data.
   * </ul>
   */
  public static PTransform<PCollection<Ledger>, PCollection<Ledger>> total() {
    return new Total(true);
  }

  /**
   * As {@link #total}, but of empty input there is none. For input without an end: the sum is kept
   * for a later run that goes on and does end, and no source is added, which Flink could not
   * restore at another parallelism.
   *
   * <pre>{@code
   * PCollection<Ledger> parts = pipeline.apply(Create.empty(Ledger.coder()));
   *
   * PCollection<Ledger> total = parts.apply(Ledgers.totalOfSome()); // empty
   * }</pre>
   */
  public static PTransform<PCollection<Ledger>, PCollection<Ledger>> totalOfSome() {
    return new Total(false);
  }

  private static final class Total extends PTransform<PCollection<Ledger>, PCollection<Ledger>> {
    private final boolean alsoOfNone;

    Total(boolean alsoOfNone) {
      this.alsoOfNone = alsoOfNone;
    }

    @Override
    public PCollection<Ledger> expand(PCollection<Ledger> parts) {
      PCollectionList<Ledger> all = PCollectionList.of(parts.apply("AtTheEnd", atTheEnd()));
      return (alsoOfNone ? all.and(nothing(parts.getPipeline())) : all)
          .apply("Parts", Flatten.pCollections())
          .apply("Sum", Combine.globally(new SumFn()).withoutDefaults());
    }

    private static PCollection<Ledger> nothing(Pipeline pipeline) {
      return pipeline
          .apply("Nothing", Create.of(Ledger.EMPTY).withCoder(Ledger.coder()))
          .apply("NothingAtTheEnd", atTheEnd());
    }

    private static Window<Ledger> atTheEnd() {
      return Window.<Ledger>into(new GlobalWindows())
          .triggering(Repeatedly.forever(AfterWatermark.pastEndOfWindow()))
          .withAllowedLateness(Duration.ZERO)
          .discardingFiredPanes();
    }
  }

  /** Its name is part of the name of a transform with state: a lambda has another in each JVM. */
  private static final class SumFn extends Combine.BinaryCombineFn<Ledger> {
    @Override
    public Ledger apply(Ledger left, Ledger right) {
      return left.plus(right);
    }

    @Override
    public Ledger identity() {
      return Ledger.EMPTY;
    }
  }
}
