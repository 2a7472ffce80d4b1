// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.summary;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.Test;

public class OracleTest {
  @Test
  public void onlyTheNearestDoubleIsRight() {
    Oracle oracle = Oracle.of(new double[] {1, 2, 4});
    assertThat(oracle.isSum(7), is(true));
    assertThat(oracle.isSum(Math.nextUp(7.0)), is(false));
    assertThat(oracle.isSum(Math.nextDown(7.0)), is(false));

    assertThat(oracle.isMean(7 / 3.0), is(true));
    assertThat(oracle.isMean(Math.nextUp(7 / 3.0)), is(false));
    assertThat(oracle.isMean(Math.nextDown(7 / 3.0)), is(false));

    // (3 * (1 + 4 + 16) - 7 * 7) / (3 * 2)
    assertThat(oracle.isVariance(14 / 6.0), is(true));
    assertThat(oracle.isVariance(Math.nextUp(14 / 6.0)), is(false));
    assertThat(oracle.isVariance(Math.nextDown(14 / 6.0)), is(false));

    // 1.52752523165194666886...
    assertThat(oracle.isStandardDeviation(1.5275252316519468), is(true));
    assertThat(oracle.isStandardDeviation(Math.nextUp(1.5275252316519468)), is(false));
    assertThat(oracle.isStandardDeviation(Math.nextDown(1.5275252316519468)), is(false));
  }

  @Test
  public void ofTwoDoublesAsNearTheEvenOneIsRight() {
    Oracle oracle = Oracle.of(new double[] {1, 0x1p-53});
    assertThat(oracle.isSum(1), is(true));
    assertThat(oracle.isSum(Math.nextUp(1.0)), is(false));
  }

  @Test
  public void negativeZeroIsNeverRight() {
    assertThat(Oracle.of(new double[] {0}).isSum(0.0), is(true));
    assertThat(Oracle.of(new double[] {0}).isSum(-0.0), is(false));
  }
}
