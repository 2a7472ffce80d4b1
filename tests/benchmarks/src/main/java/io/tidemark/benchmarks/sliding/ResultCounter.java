// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.synthetic.Bits;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the results of one thread; cheap, since it is paid per result by every variant.
 *
 * <p>All counters of the process make its {@link #total}. Another thread that has seen the last
 * result in {@link #results} sees everything of it in the total.
 */
final class ResultCounter {
  private static final Queue<ResultCounter> ALL = new ConcurrentLinkedQueue<>();

  /** Written last and without a fence; whoever reads it sees what was written before. */
  private final AtomicLong results = new AtomicLong();

  private long windows;
  private long counted;
  private long counts;
  private long bits;
  private double means;
  private double magnitude;

  /** A counter that belongs to the process. */
  static ResultCounter open() {
    ResultCounter counter = new ResultCounter();
    ALL.add(counter);
    return counter;
  }

  /** Results so far. */
  static long results() {
    long results = 0;
    for (ResultCounter counter : ALL) {
      results += counter.results.get();
    }
    return results;
  }

  /** What all counters took. */
  static Digest total() {
    return ALL.stream().map(ResultCounter::digest).reduce(Digest.EMPTY, Digest::plus);
  }

  /** A result with a count. */
  void add(int keyHash, long windowEnd, long count, double mean) {
    long place = Digest.place(keyHash, windowEnd);
    counted++;
    counts += Bits.mix(place ^ count);
    add(place, mean);
  }

  /** A result whose engine was not asked for a count. */
  void add(int keyHash, long windowEnd, double mean) {
    add(Digest.place(keyHash, windowEnd), mean);
  }

  private void add(long place, double mean) {
    double weighted = Digest.weight(place) * mean;
    windows += place;
    bits += Bits.mix(place ^ Double.doubleToRawLongBits(mean));
    means += weighted;
    magnitude += Math.abs(weighted);
    results.lazySet(results.getPlain() + 1);
  }

  /** What this counter took. */
  Digest digest() {
    return new Digest(results.get(), windows, counted, counts, bits, means, magnitude);
  }
}
