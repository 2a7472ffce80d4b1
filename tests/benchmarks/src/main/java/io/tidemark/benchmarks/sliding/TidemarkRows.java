// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.AveragesResult;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;

/** Tidemark from a source of rows, with late readings and ledger, as a user has it. */
final class TidemarkRows {
  private static final int MAX_BUNDLE_SIZE = 10_000;
  private static final int LEAST_BUNDLE_SIZE = 100;

  private TidemarkRows() {}

  static void run(Workload workload) throws IOException {
    int bundle = Math.max(LEAST_BUNDLE_SIZE, MAX_BUNDLE_SIZE / workload.overlap());
    Pipeline pipeline = BeamOnFlink.pipeline(bundle);
    AveragesResult<String> averages =
        pipeline
            .apply("Readings", Read.from(BeamReadings.of(workload.stream())))
            .apply("Averages", averages(workload));
    TidemarkResults.count(averages);
    pipeline.run().waitUntilFinish();
  }

  private static Averages.PerKey<String> averages(Workload workload) {
    String size = DurationText.print(Duration.ofMillis(workload.size()));
    String period = DurationText.print(Duration.ofMillis(ReadingStream.PERIOD));
    return Averages.<String>perKey()
        .withWindowing(Windowing.parse("sliding:" + size + "/" + period))
        .withStatistics(Statistics.parse("count,mean"))
        // The watermark of this runner does not move while a reading is on its way.
        .withSlack(Duration.ZERO);
  }
}
