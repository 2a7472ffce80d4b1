// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Mean;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.SlidingWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/** What a Beam user writes first: {@code SlidingWindows} and {@code Mean.perKey}. */
final class NaiveBeam {
  private static final int MAX_BUNDLE_SIZE = 10_000;
  private static final int LEAST_BUNDLE_SIZE = 100;

  private NaiveBeam() {}

  static void run(Workload workload) throws IOException {
    // Each reading is in as many windows: slow readings would end a bundle by time.
    int bundle = Math.max(LEAST_BUNDLE_SIZE, MAX_BUNDLE_SIZE / workload.overlap());
    Pipeline pipeline = BeamOnFlink.pipeline(bundle);
    pipeline
        .apply("Readings", Read.from(BeamSource.of(workload.stream(), new Rows())))
        .apply(
            "Windows",
            Window.into(
                SlidingWindows.of(Duration.millis(workload.size()))
                    .every(Duration.millis(ReadingStream.PERIOD))))
        .apply("Means", Mean.perKey())
        .apply("Count", ParDo.of(new CountFn()));
    pipeline.run().waitUntilFinish();
  }

  static final class CountFn extends DoFn<KV<String, Double>, Void> {
    private transient ResultCounter results;

    @Setup
    public void setUp() {
      results = ResultCounter.open();
    }

    @ProcessElement
    public void count(@Element KV<String, Double> mean, BoundedWindow window) {
      results.add(mean.getKey().hashCode(), window.maxTimestamp().getMillis() + 1, mean.getValue());
    }
  }
}
