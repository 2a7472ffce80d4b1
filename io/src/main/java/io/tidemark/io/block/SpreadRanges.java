// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Spreads the ranges of each file over tasks evenly, also where they are few; those of other files
 * start elsewhere.
 *
 * <p>With random keys the busiest of sixteen tasks gets five of 32 ranges, where two would be its
 * share.
 */
final class SpreadRanges extends PTransform<PCollection<FileRange>, PCollection<FileRange>> {

  // Keys whose place, as Beam's Flink runner and Flink hash them in a batch, is 0, 1, 2... modulo
  // 10080, which any usual number of tasks divides; a test computes them with the runner's own
  // classes.
  private static final int[] KEYS = {
    33372, 19114, 19650, 115271, 49738, 68317, 69210, 16542, 18821, 33159, 541, 85524, 2385, 33059,
    2653, 33189, 35145, 33800, 99296, 34172, 36145, 20021, 65810, 3404, 33668, 17736, 147727, 36467,
    3211, 19400, 2341, 17900, 19963, 35336, 117, 49736, 1939, 102208, 82466, 18449, 82761, 49152,
    35774, 18863, 34600, 1361, 2330, 19323, 33470, 18906, 51600, 1576, 120447, 2993, 3117, 4021,
    2601, 232, 1703, 19325, 4008, 34569, 50273, 17205
  };

  /**
   * The key of a range.
   *
   * @param start any number, the same for all ranges of a file
   * @param index of the range in its file
   */
  static int key(int start, int index) {
    return index < KEYS.length ? KEYS[Math.floorMod(start + index, KEYS.length)] : start + index;
  }

  @Override
  public PCollection<FileRange> expand(PCollection<FileRange> ranges) {
    return ranges
        .apply("WithKeys", MapElements.via(new WithKey()))
        .setCoder(KvCoder.of(VarIntCoder.of(), FileRange.coder()))
        .apply("Shuffle", Reshuffle.of())
        .apply("Ranges", Values.create());
  }

  private static final class WithKey extends SimpleFunction<FileRange, KV<Integer, FileRange>> {
    @Override
    public KV<Integer, FileRange> apply(FileRange range) {
      return KV.of(key(range.file().resource().hashCode(), range.index()), range);
    }
  }
}
