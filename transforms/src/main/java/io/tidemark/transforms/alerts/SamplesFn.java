// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.reading.Series;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.joda.time.Duration;
import org.joda.time.Instant;

/** Makes samples of what series that are watched have; and tells the latest event time of all. */
abstract class SamplesFn<T> extends DoFn<T, KV<Series, Sample>> {
  static final TupleTag<KV<Series, Sample>> SAMPLES = new TupleTag<>("samples") {};
  static final TupleTag<Long> LATEST = new TupleTag<>("latest") {};
  static final TupleTagList OTHERS = TupleTagList.of(LATEST);

  private transient long latest;

  @StartBundle
  public void startBundle() {
    latest = Long.MIN_VALUE;
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    if (latest != Long.MIN_VALUE) {
      context.output(LATEST, latest, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  /** An event time, of whatever series. */
  final void saw(long time) {
    latest = Math.max(latest, time);
  }

  static void output(Series series, Sample sample, long timestamp, MultiOutputReceiver out) {
    out.get(SAMPLES).outputWithTimestamp(KV.of(series, sample), Instant.ofEpochMilli(timestamp));
  }

  /** A block of a stream may have readings that are earlier than it says: those that are late. */
  @Override
  @SuppressWarnings("deprecation") // there is no other way to keep their time
  public Duration getAllowedTimestampSkew() {
    return Duration.millis(Long.MAX_VALUE);
  }
}
