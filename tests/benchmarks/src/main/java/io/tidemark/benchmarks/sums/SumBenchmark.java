// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sums;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.transforms.summary.ExactSum;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The cost of one addition: exact, with all that a summary counts, and of a plain double. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class SumBenchmark {
  private static final int VALUES = 4096;

  private final double[] values = new double[VALUES];
  private final Statistics statistics = Statistics.parse("count,mean");

  /** Decimals as those of the other benchmarks. */
  @Setup
  public void makeValues() {
    Cursor cursor = new ReadingStream(1, VALUES, VALUES).cursor(0, 1);
    for (int i = 0; cursor.next(); i++) {
      values[i] = cursor.value();
    }
  }

  /** {@code sum += value}: what rounds. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double plainDouble() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** An exact sum. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public double exactSum() {
    ExactSum sum = new ExactSum();
    for (double value : values) {
      sum.add(value);
    }
    return sum.sum();
  }

  /** Count and mean, as every window keeps them. */
  @Benchmark
  @OperationsPerInvocation(VALUES)
  public Object summaryAccumulator() {
    SummaryAccumulator summary = new SummaryAccumulator(statistics);
    for (double value : values) {
      summary.add(0, value);
    }
    return summary.summary();
  }
}
