// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.transforms.ledger.Ledger;
import org.junit.Test;

/** How many rejected readings are too many. */
public class RejectionLimitTest {
  @Test
  public void countIsExceededByOneMore() {
    RejectionLimit limit = RejectionLimit.parse("5");

    assertThat(limit.isExceededBy(rejected(5, 10)), is(false));
    assertThat(limit.isExceededBy(rejected(6, 10)), is(true));
  }

  @Test
  public void percentageIsOfTheReadingsRead() {
    RejectionLimit limit = RejectionLimit.parse("2.5%");

    assertThat(limit.isExceededBy(rejected(25, 1000)), is(false));
    assertThat(limit.isExceededBy(rejected(26, 1000)), is(true));
  }

  @Test
  public void nothingReadExceedsNothing() {
    assertThat(RejectionLimit.parse("0%").isExceededBy(Ledger.EMPTY), is(false));
    assertThat(RejectionLimit.parse("0").isExceededBy(Ledger.EMPTY), is(false));
  }

  @Test
  public void allMayBeRejectedByDefault() {
    assertThat(RejectionLimit.parse("100%").isExceededBy(rejected(7, 7)), is(false));
  }

  @Test
  public void printsWhatItReads() {
    for (String text : new String[] {"0", "100", "0%", "2.50%", "100%"}) {
      assertThat(RejectionLimit.parse(text).toString(), is(text));
    }
  }

  @Test
  public void otherTextIsRefused() {
    for (String text : new String[] {"", "-1", "1.5", "%", "100.1%", "5 %", "five"}) {
      assertThrows(text, IllegalArgumentException.class, () -> RejectionLimit.parse(text));
    }
  }

  private static Ledger rejected(long rejected, long read) {
    return Ledger.of(read, read - rejected, 0, 0, rejected);
  }
}
