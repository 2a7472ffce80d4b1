// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What Flink's own two programs have in common. */
final class NativeFlink {
  private NativeFlink() {}

  static StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(
            FlinkSettings.PARALLELISM, Configuration.fromMap(FlinkSettings.all()));
    environment.getConfig().enableObjectReuse();
    environment.enableCheckpointing(FlinkSettings.CHECKPOINT_INTERVAL);
    return environment;
  }

  static <T> DataStream<T> readings(
      StreamExecutionEnvironment environment,
      ReadingStream stream,
      TypeInformation<T> type,
      FlinkReadings.Format<T> format) {
    WatermarkStrategy<T> watermarks =
        WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(ReadingStream.DISORDER));
    return environment.fromSource(
        new FlinkReadings<>(stream, format), watermarks, "Readings", type);
  }
}
