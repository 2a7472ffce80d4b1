// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.block;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.runners.flink.translation.types.EncodedValueComparator;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.flink.util.MathUtils;
import org.junit.Test;

/** The keys of ranges against the hashes of the runner and of Flink. */
public class SpreadOnFlinkTest {
  @Test
  public void tasksHaveEquallyManyRanges() throws CoderException {
    for (int tasks : List.of(1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32)) {
      for (int ranges = 1; ranges <= 64; ranges++) {
        assertThat(unevenness(0, ranges, tasks), is(lessThanOrEqualTo(1)));
        assertThat(unevenness(-77, ranges, tasks), is(lessThanOrEqualTo(2)));
      }
    }
  }

  /** How many more ranges the busiest task has than the idlest. */
  private static int unevenness(int start, int ranges, int tasks) throws CoderException {
    int[] ofTask = new int[tasks];
    for (int index = 0; index < ranges; index++) {
      ofTask[task(SpreadRanges.key(start, index), tasks)]++;
    }
    Arrays.sort(ofTask);
    return ofTask[tasks - 1] - ofTask[0];
  }

  private static int task(int key, int tasks) throws CoderException {
    byte[] bytes = CoderUtils.encodeToByteArray(VarIntCoder.of(), key);
    return MathUtils.murmurHash(new EncodedValueComparator(true).hash(bytes)) % tasks;
  }
}
