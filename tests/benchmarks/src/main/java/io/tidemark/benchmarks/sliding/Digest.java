// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.Bits;
import java.util.ArrayList;
import java.util.List;

/**
 * Results in a few numbers that do not depend on their order.
 *
 * @param results how many
 * @param windows which keys and windows
 * @param counted how many of them came with a count
 * @param counts which keys, windows and counts
 * @param bits which keys, windows and means, to the last bit
 * @param means the sum of the means, each weighted by its key and window
 * @param magnitude the same of the absolute values
 */
record Digest(
    long results,
    long windows,
    long counted,
    long counts,
    long bits,
    double means,
    double magnitude) {
  static final Digest EMPTY = new Digest(0, 0, 0, 0, 0, 0, 0);

  /** Of the sum of means, relative to the magnitude: what roundings in another order may do. */
  static final double TOLERANCE = 1e-9;

  static Digest of(Outcome outcome) {
    return new Digest(
        outcome.number("results"),
        outcome.number("windows"),
        outcome.number("counted"),
        outcome.number("counts"),
        outcome.number("bits"),
        outcome.decimal("means"),
        outcome.decimal("magnitude"));
  }

  Outcome writeTo(Outcome outcome) {
    return outcome
        .with("results", results)
        .with("windows", windows)
        .with("counted", counted)
        .with("counts", counts)
        .with("bits", bits)
        .with("means", means)
        .with("magnitude", magnitude);
  }

  Digest plus(Digest other) {
    return new Digest(
        results + other.results,
        windows + other.windows,
        counted + other.counted,
        counts + other.counts,
        bits + other.bits,
        means + other.means,
        magnitude + other.magnitude);
  }

  /** How this differs from what is right; empty if it does not. */
  List<String> differences(Digest expected) {
    List<String> differences = new ArrayList<>();
    if (results != expected.results) {
      differences.add(String.format("%d results, expected %d", results, expected.results));
    }
    if (windows != expected.windows) {
      differences.add("other keys or windows");
    }
    // Some engines were not asked for counts.
    if (counted != 0 && (counted != results || counts != expected.counts)) {
      differences.add("other counts");
    }
    if (!(Math.abs(means - expected.means) <= TOLERANCE * expected.magnitude)) {
      differences.add(String.format("sum of means %s, expected %s", means, expected.means));
    }
    return differences;
  }

  /** A number for a result's place. */
  static long place(int keyHash, long windowEnd) {
    return Bits.mix(Bits.mix(keyHash) + windowEnd);
  }

  /** 0.5 to 1.5, so that two means that are swapped are noticed. */
  static double weight(long place) {
    return 0.5 + (place >>> 11) * 0x1p-53;
  }
}
