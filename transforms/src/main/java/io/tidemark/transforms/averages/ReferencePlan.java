// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Accumulation;
import io.tidemark.transforms.firing.Firing;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.SessionWindowing;
import io.tidemark.transforms.windowing.Windowing;
import java.time.Duration;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Sessions;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.Window.ClosingBehavior;
import org.apache.beam.sdk.transforms.windowing.Window.OnTimeBehavior;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Beam's windows and triggers and a {@code CombineFn}: the specification in code. */
final class ReferencePlan<K> extends PTransform<PCollection<KV<K, Double>>, AveragesResult<K>> {
  private final TupleTag<KV<K, Admitted>> admittedTag = new TupleTag<>("admitted");
  private final TupleTag<KV<K, LateReading>> lateTag = new TupleTag<>("late");
  private final Windowing windowing;
  private final Firing firing;
  private final Statistics statistics;
  private final Duration slack;

  ReferencePlan(Windowing windowing, Firing firing, Statistics statistics, Duration slack) {
    this.windowing = windowing;
    this.firing = firing;
    this.statistics = statistics;
    this.slack = slack;
  }

  @Override
  public AveragesResult<K> expand(PCollection<KV<K, Double>> readings) {
    boolean bounded = readings.isBounded() == IsBounded.BOUNDED;
    Coder<K> keyCoder = ((KvCoder<K, Double>) readings.getCoder()).getKeyCoder();
    PCollectionTuple decided =
        readings.apply(
            "Admit",
            ParDo.of(bounded ? admitAll() : admit())
                .withOutputTags(admittedTag, TupleTagList.of(lateTag)));
    PCollection<KV<K, WindowResult>> results =
        decided
            .get(admittedTag)
            .setCoder(KvCoder.of(keyCoder, Admitted.coder()))
            .apply("IntoWindows", bounded ? Window.into(windowsOnceAdmitted()) : triggered())
            .apply("Summarize", Combine.perKey(new PaneFn(statistics)))
            .apply("Describe", ParDo.of(new ResultFn<>()));
    return AveragesResult.of(readings, results, decided.get(lateTag));
  }

  private DoFn<KV<K, Double>, KV<K, Admitted>> admit() {
    return new AdmitFn<>(admission(), admittedTag, lateTag);
  }

  private DoFn<KV<K, Double>, KV<K, Admitted>> admitAll() {
    return new AdmitAllFn<>(admission());
  }

  private Admission admission() {
    return new Admission(windowing, firing.allowedLateness().toMillis());
  }

  private Window<KV<K, Admitted>> triggered() {
    boolean discarding = firing.accumulation() == Accumulation.DISCARDING;
    Window<KV<K, Admitted>> window =
        Window.<KV<K, Admitted>>into(windows())
            .triggering(Triggers.of(firing))
            // The lateness decision is made already; the runner must not drop what it let in.
            .withAllowedLateness(
                Triggers.joda(firing.allowedLateness().plus(slack)),
                ClosingBehavior.FIRE_IF_NON_EMPTY)
            // Replacing results end with one that says ON_TIME; adding ones have nothing to add.
            .withOnTimeBehavior(
                discarding ? OnTimeBehavior.FIRE_IF_NON_EMPTY : OnTimeBehavior.FIRE_ALWAYS);
    return discarding ? window.discardingFiredPanes() : window.accumulatingFiredPanes();
  }

  private WindowFn<? super KV<K, Admitted>, ?> windows() {
    if (windowing instanceof SessionWindowing) {
      return new AdmittedSessions<K>(windowing);
    }
    return windowing.needsTime() ? new AdmittedWindows<K>(windowing) : new GlobalWindows();
  }

  /** Where nothing is late, sessions are left to Beam: no admission has merged them. */
  private WindowFn<? super KV<K, Admitted>, ?> windowsOnceAdmitted() {
    return windowing instanceof SessionWindowing session
        ? Sessions.withGapDuration(org.joda.time.Duration.millis(session.gap()))
        : windows();
  }
}
