// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.metrics;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.transforms.ledger.BundleLedger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.junit.Rule;
import org.junit.Test;

public class DelayCountersTest {
  @Rule public final TestPipeline pipeline = TestPipeline.create();

  @Test
  public void eachCounterHasAllUpToItsBound() {
    Map<String, Long> counters =
        countersAfter(
            List.of(List.of(-5L, 0L, 1_000L), List.of(1_001L, 30_000L, 86_400_000L, 86_400_001L)));

    assertThat(
        counters,
        equalTo(
            new TreeMap<>(
                Map.ofEntries(
                    Map.entry("d_le_1s", 3L),
                    Map.entry("d_le_2s", 4L),
                    Map.entry("d_le_5s", 4L),
                    Map.entry("d_le_10s", 4L),
                    Map.entry("d_le_30s", 5L),
                    Map.entry("d_le_60s", 5L),
                    Map.entry("d_le_300s", 5L),
                    Map.entry("d_le_900s", 5L),
                    Map.entry("d_le_3600s", 5L),
                    Map.entry("d_le_86400s", 6L),
                    Map.entry("d_le_inf", 7L)))));
  }

  private Map<String, Long> countersAfter(List<List<Long>> bundles) {
    pipeline
        .apply(Create.of(bundles).withCoder(ListCoder.of(VarLongCoder.of())))
        .apply(ParDo.of(new AddFn()));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    MetricsFilter ours =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.inNamespace(BundleLedger.NAMESPACE))
            .build();
    Map<String, Long> counters = new TreeMap<>();
    for (MetricResult<Long> each : result.metrics().queryMetrics(ours).getCounters()) {
      counters.put(each.getName().getName(), each.getCommitted());
    }
    return counters;
  }

  private static final class AddFn extends DoFn<List<Long>, Void> {
    @ProcessElement
    public void add(@Element List<Long> delays) {
      DelayCounters counters = new DelayCounters("d");
      delays.forEach(counters::add);
      counters.publish();
    }
  }
}
