// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import io.tidemark.transforms.firing.Timing;
import io.tidemark.transforms.windowing.Interval;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.KV;

/** Says of a summary which window it is of, when it was emitted and which revision it is. */
final class ResultFn<K> extends DoFn<KV<K, Pane>, KV<K, WindowResult>> {
  private transient ResultCounters counters;

  @Setup
  public void setup() {
    counters = new ResultCounters();
  }

  @ProcessElement
  public void describe(
      @Element KV<K, Pane> element,
      BoundedWindow window,
      PaneInfo pane,
      OutputReceiver<KV<K, WindowResult>> out) {
    Optional<Interval> interval =
        window instanceof IntervalWindow ends
            ? Optional.of(Intervals.fromBeam(ends))
            : Optional.empty();
    Pane held = element.getValue();
    if (held.summary().count() == 0) {
      // Flink fires the end and the expiry of a window one after the other even where the watermark
      // has passed both: then Beam takes the emptied window for one that ends without readings.
      return;
    }
    boolean late = held.newestWatermark() > window.maxTimestamp().getMillis();
    Timing timing = timing(pane, late);
    out.output(
        KV.of(
            element.getKey(), WindowResult.of(interval, timing, pane.getIndex(), held.summary())));
    counters.add(timing);
    if (interval.isPresent() && pane.getTiming() != PaneInfo.Timing.UNKNOWN) {
      counters.addDelay(timing, pane.getIndex(), System.currentTimeMillis() - interval.get().end());
    }
  }

  @FinishBundle
  public void finishBundle() {
    counters.publish();
  }

  private static Timing timing(PaneInfo pane, boolean late) {
    return switch (pane.getTiming()) {
      case EARLY -> Timing.EARLY;
      case LATE -> Timing.LATE;
      // Where a window had no readings when it ended, runners differ in what they call its first
      // result; the admission of its readings tells. A runner in batch mode does not say at all.
      case ON_TIME, UNKNOWN -> late ? Timing.LATE : Timing.ON_TIME;
    };
  }
}
