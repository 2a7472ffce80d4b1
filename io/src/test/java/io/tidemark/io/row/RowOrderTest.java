// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.values.Row;
import org.junit.Test;

public class RowOrderTest {
  @Test
  public void columnsCountFromLeftToRightWithNullFirst() {
    List<Row> sorted =
        List.of(
            row(null, "2020-01-01T00:00:00Z", 9L, 9.0),
            row("a", null, 1L, 1.0),
            row("a", "0099-01-01T00:00:00Z", 1L, 1.0),
            row("a", "2020-01-01T00:00:00Z", 9L, 1.0),
            row("a", "2020-01-01T00:00:00Z", 10L, Double.NEGATIVE_INFINITY),
            row("a", "2020-01-01T00:00:00Z", 10L, -0.0),
            row("a", "2020-01-01T00:00:00Z", 10L, 0.0),
            row("a", "2020-01-01T00:00:00Z", 10L, 9.0),
            row("a", "2020-01-01T00:00:00Z", 10L, 10.0),
            row("a", "2020-01-01T00:00:00Z", 10L, Double.NaN),
            row("b", null, null, null));

    List<Row> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(new RowOrder(List.of()));

    assertThat(shuffled, equalTo(sorted));
  }
}
