// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.CountWindowing;
import java.time.Duration;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/** Windows of a number of readings: each key's readings are put in order, then counted. */
final class CountPlan<K> extends PTransform<PCollection<KV<K, Double>>, AveragesResult<K>> {
  private final CountWindowing windowing;
  private final Duration allowedLateness;
  private final Statistics statistics;

  CountPlan(CountWindowing windowing, Duration allowedLateness, Statistics statistics) {
    this.windowing = windowing;
    this.allowedLateness = allowedLateness;
    this.statistics = statistics;
  }

  @Override
  public AveragesResult<K> expand(PCollection<KV<K, Double>> readings) {
    TupleTag<KV<K, WindowResult>> resultTag = new TupleTag<>("result");
    TupleTag<KV<K, LateReading>> lateTag = new TupleTag<>("late");
    CountWindowFn<K> fn =
        new CountWindowFn<>(windowing, statistics, allowedLateness.toMillis(), resultTag, lateTag);
    PCollectionTuple outputs =
        readings.apply("Count", ParDo.of(fn).withOutputTags(resultTag, TupleTagList.of(lateTag)));
    return AveragesResult.of(readings, outputs.get(resultTag), outputs.get(lateTag));
  }
}
