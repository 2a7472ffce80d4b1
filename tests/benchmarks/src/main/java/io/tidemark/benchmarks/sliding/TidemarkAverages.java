// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.io.live.GatheredSource;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.summary.Statistic;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.time.DurationText;
import io.tidemark.transforms.windowing.Windowing;
import java.io.IOException;
import java.time.Duration;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.values.KV;

/** Tidemark, with late readings and ledger, as a user has it. */
final class TidemarkAverages {
  private static final int ROWS_IN_A_BUNDLE = 10_000;
  private static final int BLOCKS_IN_A_BUNDLE = 100;
  private static final int LEAST_BUNDLE = 100;

  private TidemarkAverages() {}

  /** From a source of rows. */
  static void ofRows(Workload workload, Plan plan) throws IOException {
    // The reference has each reading in all its windows: slow ones would end a bundle by time.
    int bundle =
        plan == Plan.REFERENCE
            ? Math.max(LEAST_BUNDLE, ROWS_IN_A_BUNDLE / workload.overlap())
            : ROWS_IN_A_BUNDLE;
    Pipeline pipeline = BeamOnFlink.pipeline(bundle);
    TidemarkResults.count(
        pipeline
            .apply("Readings", Read.from(BeamSource.of(workload.stream(), new Rows())))
            .apply("Averages", averages(workload).withPlan(plan)),
        true);
    pipeline.run().waitUntilFinish();
  }

  /** From a source of rows that is read in blocks. */
  static void ofGatheredRows(Workload workload) throws IOException {
    BeamSource<KV<String, Double>> rows = BeamSource.of(workload.stream(), new Rows());
    ofBlocks(workload, GatheredSource.of(rows, StringUtf8Coder.of()));
  }

  /** From a source of blocks. */
  static void ofBlocks(Workload workload, Blocks blocks) throws IOException {
    ofBlocks(workload, BeamSource.of(workload.stream(), blocks));
  }

  /** Of any windows and statistics, from a source of blocks. */
  static void ofBlocks(ReadingStream stream, Windowing windowing, Statistics statistics, Plan plan)
      throws IOException {
    ofBlocks(
        BeamSource.of(stream, Blocks.byKey()),
        averages(windowing, statistics).withPlan(plan),
        statistics.contains(Statistic.MEAN));
  }

  private static void ofBlocks(Workload workload, UnboundedSource<ReadingBlock, ?> source)
      throws IOException {
    ofBlocks(source, averages(workload), true);
  }

  private static void ofBlocks(
      UnboundedSource<ReadingBlock, ?> source, Averages.PerKey<String> averages, boolean withMeans)
      throws IOException {
    Pipeline pipeline = BeamOnFlink.pipeline(BLOCKS_IN_A_BUNDLE);
    TidemarkResults.count(
        pipeline
            .apply("Readings", Read.from(source))
            .apply("Averages", averages.overBlocks(StringUtf8Coder.of())),
        withMeans);
    pipeline.run().waitUntilFinish();
  }

  private static Averages.PerKey<String> averages(Workload workload) {
    String size = DurationText.print(Duration.ofMillis(workload.size()));
    String period = DurationText.print(Duration.ofMillis(ReadingStream.PERIOD));
    return averages(
        Windowing.parse("sliding:" + size + "/" + period), Statistics.parse(workload.statistics()));
  }

  private static Averages.PerKey<String> averages(Windowing windowing, Statistics statistics) {
    return Averages.<String>perKey()
        .withWindowing(windowing)
        .withStatistics(statistics)
        // The watermark of this runner does not move while a reading is on its way.
        .withSlack(Duration.ZERO);
  }
}
