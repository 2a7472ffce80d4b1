// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.pipelines.lookup.LookupConfig;
import io.tidemark.pipelines.lookup.LookupGraph;
import io.tidemark.pipelines.lookup.LookupOptions;
import io.tidemark.testing.TestRunner;
import io.tidemark.transforms.ledger.BundleLedger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** How evenly the keys of a table are spread is a metric of the same name on every runner. */
@RunWith(Parameterized.class)
public class LookupMetricsTest {
  private static final String SKEW = "shard_skew_percent";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TestRunner runner;
  private final boolean stream;

  public LookupMetricsTest(TestRunner runner, boolean stream) {
    this.runner = runner;
    this.stream = stream;
  }

  /** Files as a whole, and as a stream. */
  @Parameters(name = "{0} {1}")
  public static List<Object[]> runs() {
    return List.of(
        new Object[] {TestRunner.DIRECT, false},
        new Object[] {TestRunner.DIRECT, true},
        new Object[] {TestRunner.FLINK_STREAMING_4, true});
  }

  @Test
  public void oneKeyIsOnOneOfEightShards() throws IOException {
    List<String> table = new ArrayList<>(List.of("key,time,value"));
    for (int i = 0; i < 100; i++) {
      table.add("hot," + i + "," + i);
    }
    String[] more =
        runner == TestRunner.DIRECT
            ? new String[] {}
            : new String[] {"--shutdownSourcesAfterIdleMs=0"};
    LookupOptions options = runner.options(more).as(LookupOptions.class);
    options.setTable(Files.write(path("table.csv"), table).toString());
    options.setKey("key");
    options.setValue("value");
    options.setTime("time");
    options.setTimeFormat("epochSeconds");
    options.setReplay(stream);
    options.setRequests(Files.writeString(path("requests.csv"), "key\nhot\n").toString());
    options.setAnswers(path("answers.csv").toString());
    Pipeline pipeline = Pipeline.create(options);
    LookupGraph.build(pipeline, LookupConfig.of(options));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    assertThat(skew(result), equalTo(List.of(800L)));
  }

  private static List<Long> skew(PipelineResult result) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named(BundleLedger.NAMESPACE, SKEW))
            .build();
    List<Long> values = new ArrayList<>();
    result
        .metrics()
        .queryMetrics(filter)
        .getGauges()
        .forEach(gauge -> values.add(gauge.getAttempted().getValue()));
    return values;
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }
}
