// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.metrics;

import io.tidemark.transforms.ledger.BundleLedger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * A distribution of delays as counters, one for each bound: {@code NAME_le_10s} counts all delays
 * of up to ten seconds, {@code NAME_le_inf} all there are. They add up over workers, and
 * percentiles can be made of them; Beam's own distributions are not numbers to a metrics reporter
 * of Flink.
 *
 * <p>Delays are added one by one, which costs some comparisons, and {@linkplain #publish published}
 * together. Not safe for use by several threads at once.
 */
public final class DelayCounters {
  private static final long[] BOUNDS = {1, 2, 5, 10, 30, 60, 300, 900, 3_600, 86_400}; // seconds

  private final long[] bounds = LongStream.of(BOUNDS).map(seconds -> 1_000 * seconds).toArray();
  private final long[] added = new long[BOUNDS.length + 1];
  private final List<Counter> counters;

  /** The counters of a name, in the namespace {@value BundleLedger#NAMESPACE}. */
  public DelayCounters(String name) {
    counters =
        Stream.concat(LongStream.of(BOUNDS).mapToObj(seconds -> seconds + "s"), Stream.of("inf"))
            .map(bound -> Metrics.counter(BundleLedger.NAMESPACE, name + "_le_" + bound))
            .toList();
  }

  /** Adds a delay; one that is negative counts as none. */
  public void add(long millis) {
    int i = 0;
    while (i < bounds.length && millis > bounds[i]) {
      i++;
    }
    added[i]++;
  }

  /** Adds to the counters what was added here since the last time. */
  public void publish() {
    long upTo = 0;
    for (int i = 0; i < added.length; i++) {
      upTo += added[i];
      counters.get(i).inc(upTo);
    }
    Arrays.fill(added, 0);
  }
}
