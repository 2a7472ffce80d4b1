// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import io.tidemark.transforms.reading.Reading;
import java.util.Iterator;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.display.DisplayData;

/**
 * Combines readings into the statistics that are asked for, exactly.
 *
 * <pre>{@code
 * PCollection<Reading> readings =
 *     pipeline.apply(
 *         Create.of(Reading.of(0, 20.5), Reading.of(1000, 21.5)).withCoder(Reading.coder()));
 *
 * PCollection<Summary> summaries =
 *     readings.apply(Combine.globally(SummaryFn.of(Statistics.parse("count,mean,max"))));
 * // count=2,mean=21.0,max=21.5
 * }</pre>
 *
 * <ul>
 *   <li>Input: bounded or unbounded, in any windows, with any trigger; the output has the windows
 *       and timestamps that {@link Combine} gives it.
 *   <li>The output depends on the readings of the window alone, to the bit: not on bundles, order,
 *       parallelism, runner, retries or combiner lifting.
 *   <li>Event time, for first and last, is that of the reading, not that of the element.
 *   <li>Empty input: {@code Combine.globally} gives a summary of nothing, with count 0.
 *   <li>NaN, infinities, overflow: see {@link Statistic}. State: see {@link SummaryAccumulator}.
 * </ul>
 */
public final class SummaryFn extends Combine.CombineFn<Reading, SummaryAccumulator, Summary> {
  private final Statistics statistics;

  private SummaryFn(Statistics statistics) {
    this.statistics = statistics;
  }

  /** Combines readings into the given statistics. */
  public static SummaryFn of(Statistics statistics) {
    return new SummaryFn(statistics);
  }

  @Override
  public SummaryAccumulator createAccumulator() {
    return new SummaryAccumulator(statistics);
  }

  @Override
  public SummaryAccumulator addInput(SummaryAccumulator accumulator, Reading reading) {
    accumulator.add(reading);
    return accumulator;
  }

  @Override
  public SummaryAccumulator mergeAccumulators(Iterable<SummaryAccumulator> accumulators) {
    Iterator<SummaryAccumulator> each = accumulators.iterator();
    SummaryAccumulator merged = each.hasNext() ? each.next() : createAccumulator();
    each.forEachRemaining(merged::merge);
    return merged;
  }

  @Override
  public Summary extractOutput(SummaryAccumulator accumulator) {
    return accumulator.summary();
  }

  @Override
  public Coder<SummaryAccumulator> getAccumulatorCoder(
      CoderRegistry registry, Coder<Reading> inputCoder) {
    return SummaryAccumulator.coder();
  }

  @Override
  public Coder<Summary> getDefaultOutputCoder(CoderRegistry registry, Coder<Reading> inputCoder) {
    return Summary.coder();
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder.add(DisplayData.item("statistics", statistics.toString()).withLabel("Statistics"));
  }
}
