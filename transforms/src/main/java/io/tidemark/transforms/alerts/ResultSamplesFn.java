// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.alerts;

import io.tidemark.transforms.averages.WindowResult;
import io.tidemark.transforms.reading.Series;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.windowing.Interval;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.beam.sdk.values.KV;

/** Makes each statistic of a window a sample, of a field such as {@code temperature.mean}. */
final class ResultSamplesFn extends SamplesFn<KV<Series, WindowResult>> {
  private final List<Rule> rules;
  private final Statistics statistics;

  ResultSamplesFn(List<Rule> rules, Statistics statistics) {
    this.rules = rules;
    this.statistics = statistics;
  }

  @ProcessElement
  public void take(@Element KV<Series, WindowResult> element, MultiOutputReceiver out) {
    WindowResult result = element.getValue();
    Interval window = result.window().orElseThrow();
    saw(window.end());
    statistics
        .asList()
        .forEach(
            statistic -> {
              Series of = element.getKey();
              Series series = Series.of(of.key(), of.field() + "." + statistic.optionName());
              OptionalDouble value = result.summary().value(statistic);
              if (value.isPresent()) {
                Sample sample = new Sample(window.end(), value.getAsDouble(), result.revision());
                output(Route.of(series, rules), sample, window.end() - 1, out);
              }
            });
  }
}
