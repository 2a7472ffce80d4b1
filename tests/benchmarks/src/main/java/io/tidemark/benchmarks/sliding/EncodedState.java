// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.synthetic.Cursor;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryAccumulator;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;

/**
 * Encoded bytes of what a series keeps, without the runner's keys, namespaces and timers.
 *
 * <p>A table of panes goes here as well, as one more row for each number of readings.
 */
final class EncodedState {
  private static final int[] READINGS = {1, 2, 100, 10_000};
  private static final List<String> STATISTICS =
      List.of(
          "count,mean",
          "count,mean,min,max",
          "count,mean,stddev",
          "count,mean,median",
          "count,mean,distinct",
          "count,mean,ewma(1m)");

  private EncodedState() {}

  static String table(int panes) throws CoderException {
    MarkdownTable table =
        new MarkdownTable("statistics", "readings in a pane", "bytes", "bytes of " + panes);
    for (String statistics : STATISTICS) {
      for (int readings : READINGS) {
        int bytes = bytes(Statistics.parse(statistics), readings);
        table.row(
            List.of(
                statistics,
                Integer.toString(readings),
                Integer.toString(bytes),
                Integer.toString(panes * bytes)));
      }
    }
    return table.toString();
  }

  private static int bytes(Statistics statistics, int readings) throws CoderException {
    SummaryAccumulator pane = new SummaryAccumulator(statistics);
    Cursor cursor = new ReadingStream(1, readings, readings).cursor(0, 1);
    while (cursor.next()) {
      pane.add(cursor.time(), cursor.value());
    }
    return CoderUtils.encodeToByteArray(SummaryAccumulator.coder(), pane).length;
  }
}
