// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.in;

import io.tidemark.io.block.Readings;
import io.tidemark.io.connector.SourceRequest;
import io.tidemark.io.reading.ReadingSchema;
import io.tidemark.io.reading.TimeFormat;
import io.tidemark.io.record.RecordFormat;
import io.tidemark.io.watch.Watch;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.averages.Averages;
import io.tidemark.transforms.averages.Plan;
import io.tidemark.transforms.block.ReadingBlock;
import io.tidemark.transforms.ledger.BundleLedger;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.watermark.WatermarkPolicy;
import io.tidemark.transforms.windowing.Windowing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** A runner's result has the documented metrics, and the same numbers as any other's. */
@RunWith(Parameterized.class)
public class MetricsTest {
  private static final int SERIES = 50;
  private static final int MINUTES = 60;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TestRunner runner;
  private final Plan plan;

  public MetricsTest(TestRunner runner, Plan plan) {
    this.runner = runner;
    this.plan = plan;
  }

  /** Both plans on both runners. */
  @Parameters(name = "{0} {1}")
  public static List<Object[]> runs() {
    return List.of(
        new Object[] {TestRunner.DIRECT, Plan.AUTO},
        new Object[] {TestRunner.DIRECT, Plan.REFERENCE},
        new Object[] {TestRunner.FLINK_STREAMING_4, Plan.AUTO},
        new Object[] {TestRunner.FLINK_STREAMING_4, Plan.REFERENCE});
  }

  @Test
  public void metricsOfARunThatHasEnded() throws Exception {
    Map<String, Long> metrics = run();

    assertThat(metrics, hasEntry("read", (long) SERIES * MINUTES + 1));
    assertThat(metrics, hasEntry("used", (long) SERIES * MINUTES));
    assertThat(metrics, hasEntry("rejected", 1L));
    assertThat(metrics, hasEntry("results_on_time", (long) SERIES * MINUTES / 10));
    assertThat(metrics, hasEntry("results_early", 0L));
    assertThat(metrics, hasEntry("results_late", 0L));
    assertThat(metrics, hasEntry("result_delay_le_inf", (long) SERIES * MINUTES / 10));
    assertThat(metrics, hasEntry("result_delay_le_86400s", 0L)); // the readings are of 1970
    if (plan == Plan.AUTO) {
      for (String size : List.of("state_series", "state_panes", "state_bytes")) {
        assertThat("all that was kept is gone", metrics, hasEntry(size, 0L));
      }
    }
    if (runner == TestRunner.DIRECT) {
      assertThat(metrics, hasEntry("reading_delay_le_inf", (long) SERIES * MINUTES + 1));
    }
    assertThat(
        metrics.keySet().stream().map(MonitoringFiles::asDocumented).toList(),
        everyItem(in(MonitoringFiles.documented())));
  }

  private Map<String, Long> run() throws Exception {
    PipelineOptions options =
        runner == TestRunner.DIRECT
            ? runner.options("--blockOnRun=true")
            : runner.options("--shutdownSourcesAfterIdleMs=0");
    Pipeline pipeline = Pipeline.create(options);
    ReadingSchema schema =
        ReadingSchema.ofValues("value")
            .withKey("key")
            .withTime("time")
            .withTimeFormat(TimeFormat.parse("epochSeconds"));
    Readings<ReadingBlock> readings =
        pipeline.apply(
            "Source",
            Watch.source(
                    new SourceRequest(
                        "input",
                        input().toString(),
                        RecordFormat.byFileName(),
                        schema,
                        WatermarkPolicy.maxDelay(Duration.ofSeconds(10)),
                        Optional.of(Duration.ofSeconds(1)),
                        options),
                    Duration.ofMillis(100))
                .read());
    readings
        .readings()
        .apply(
            "Averages",
            Averages.<Series>perKey()
                .withWindowing(Windowing.parse("fixed:10m"))
                .withPlan(plan)
                .overBlocks(Series.coder()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return metrics(result);
  }

  private Path input() throws Exception {
    List<String> lines = new ArrayList<>(List.of("key,time,value", "s0,0,x"));
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int series = 0; series < SERIES; series++) {
        lines.add("s" + series + "," + 60 * minute + "," + minute);
      }
    }
    Path in = folder.newFolder().toPath();
    Files.write(in.resolve("all.csv"), lines);
    return in;
  }

  /** Counters of all steps together, and gauges. */
  private static Map<String, Long> metrics(PipelineResult result) {
    MetricQueryResults found =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(BundleLedger.NAMESPACE))
                    .build());
    Map<String, Long> metrics = new TreeMap<>();
    for (MetricResult<Long> each : found.getCounters()) {
      long count = each.hasCommitted() ? each.getCommitted() : each.getAttempted();
      metrics.merge(each.getName().getName(), count, Long::sum);
    }
    found
        .getGauges()
        .forEach(each -> metrics.put(each.getName().getName(), each.getAttempted().getValue()));
    return metrics;
  }
}
