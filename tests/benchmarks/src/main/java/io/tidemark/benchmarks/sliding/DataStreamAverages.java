// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Flink's own program: {@code SlidingEventTimeWindows} and an incremental aggregate. */
final class DataStreamAverages {
  private DataStreamAverages() {}

  static void run(Workload workload) throws Exception {
    StreamExecutionEnvironment environment = NativeFlink.environment();
    NativeFlink.readings(
            environment,
            workload.stream(),
            Types.TUPLE(Types.STRING, Types.DOUBLE),
            DataStreamAverages::format)
        .keyBy(reading -> reading.f0, Types.STRING)
        .window(
            SlidingEventTimeWindows.of(
                Duration.ofMillis(workload.size()), Duration.ofMillis(ReadingStream.PERIOD)))
        .aggregate(
            new AverageFunction(),
            new CountFunction(),
            Types.TUPLE(Types.DOUBLE, Types.LONG),
            Types.TUPLE(Types.DOUBLE, Types.LONG),
            Types.INT)
        .sinkTo(new DiscardingSink<>());
    environment.execute();
  }

  private static Function<Cursor, Tuple2<String, Double>> format() {
    Tuple2<String, Double> reading = new Tuple2<>();
    return cursor -> {
      reading.setFields(cursor.key(), cursor.value());
      return reading;
    };
  }

  /** Sum and count. */
  private static final class AverageFunction
      implements AggregateFunction<
          Tuple2<String, Double>, Tuple2<Double, Long>, Tuple2<Double, Long>> {
    private static final long serialVersionUID = 1;

    @Override
    public Tuple2<Double, Long> createAccumulator() {
      return Tuple2.of(0.0, 0L);
    }

    @Override
    public Tuple2<Double, Long> add(Tuple2<String, Double> reading, Tuple2<Double, Long> sum) {
      sum.f0 += reading.f1;
      sum.f1++;
      return sum;
    }

    @Override
    public Tuple2<Double, Long> getResult(Tuple2<Double, Long> sum) {
      return sum;
    }

    @Override
    public Tuple2<Double, Long> merge(Tuple2<Double, Long> left, Tuple2<Double, Long> right) {
      return Tuple2.of(left.f0 + right.f0, left.f1 + right.f1);
    }
  }

  /** Takes the results where they are made. */
  private static final class CountFunction
      extends ProcessWindowFunction<Tuple2<Double, Long>, Integer, String, TimeWindow> {
    private static final long serialVersionUID = 1;
    private transient ResultCounter results;

    @Override
    public void process(
        String key,
        Context context,
        Iterable<Tuple2<Double, Long>> sums,
        Collector<Integer> nobody) {
      if (results == null) {
        results = ResultCounter.open();
      }
      for (Tuple2<Double, Long> sum : sums) {
        results.add(key.hashCode(), context.window().getEnd(), sum.f1, sum.f0 / sum.f1);
      }
    }
  }
}
