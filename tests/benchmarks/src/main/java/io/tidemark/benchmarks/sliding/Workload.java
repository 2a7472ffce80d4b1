// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.Serializable;
import java.util.List;

/**
 * What every variant has to do: the average of each series, once a period, over the last periods.
 *
 * @param stream the readings
 * @param overlap the size of the windows, in periods
 * @param statistics what Tidemark computes, count and mean among them; the others compute these two
 */
record Workload(ReadingStream stream, int overlap, String statistics) implements Serializable {
  static final String STATISTICS = "count,mean";

  /** How many readings of a period make an average; fewer would measure the results alone. */
  private static final int LEAST_PER_SERIES = 2;

  private static final int LEAST = 10_000;

  /** How many readings a period has, of all series, unless somebody says how many. */
  static long perPeriod(int series) {
    return Math.max((long) LEAST_PER_SERIES * series, LEAST);
  }

  static Workload of(Arguments arguments) {
    int series = arguments.number("series", 100);
    return new Workload(
        new ReadingStream(
            series,
            arguments.longNumber("perPeriod", perPeriod(series)),
            arguments.longNumber("readings", LEAST)),
        arguments.number("overlap", 1),
        arguments.text("statistics", STATISTICS));
  }

  /** As {@link #of} reads it. */
  List<String> arguments() {
    return List.of(
        "--series=" + stream.series(),
        "--perPeriod=" + stream.perPeriod(),
        "--readings=" + stream.readings(),
        "--overlap=" + overlap,
        "--statistics=" + statistics);
  }

  Workload withReadings(long readings) {
    return new Workload(
        new ReadingStream(stream.series(), stream.perPeriod(), readings), overlap, statistics);
  }

  /** Milliseconds from the start of a window to its end. */
  long size() {
    return overlap * ReadingStream.PERIOD;
  }
}
