// SPDX-License-Identifier: Apache-2.0
package io.tidemark.transforms.averages;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import io.tidemark.transforms.block.KeyHash;
import io.tidemark.transforms.summary.Statistics;
import io.tidemark.transforms.summary.SummaryCells;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class SeriesRowsTest {
  private static final SummaryCells CELLS = new SummaryCells(Statistics.parse("count,mean"));

  @Test
  public void rowsAreFoundUntilTheyAreEmpty() {
    for (int seed = 0; seed < 200; seed++) {
      assertLikeAMap(seed);
    }
  }

  private static void assertLikeAMap(int seed) {
    Random random = new Random(seed);
    String why = "seed " + seed;
    SeriesRows<PaneRow> rows = new SeriesRows<>();
    Map<String, PaneRow> expected = new LinkedHashMap<>();
    int keys = 1 + random.nextInt(300);
    // With equal hashes only the bytes tell rows apart.
    long mask = random.nextBoolean() ? -1 : random.nextInt(8);
    for (int step = 0; step < 1_000; step++) {
      String key = "a series with a long name " + random.nextInt(keys);
      PaneRow known = find(rows, key, mask);
      assertThat(why, known, sameInstance(expected.get(key)));
      if (known == null) {
        PaneRow row = new PaneRow(bytes(key), hash(key) & mask, CELLS);
        row.add(CELLS, 0, 0, 1);
        rows.add(row);
        expected.put(key, row);
      }
      if (random.nextInt(50) == 0) {
        expected.values().removeIf(row -> emptied(row, random));
        rows.removeEmpty();
      }
    }
    List<PaneRow> inOrder = new ArrayList<>();
    rows.forEach(inOrder::add);
    assertThat(why, inOrder, equalTo(new ArrayList<>(expected.values())));
    assertThat(why, rows.size(), equalTo(expected.size()));
    assertThat(why, find(rows, "another", mask), nullValue());
  }

  private static boolean emptied(PaneRow row, Random random) {
    if (random.nextInt(3) > 0) {
      return false;
    }
    row.removeFirst(CELLS, row.size());
    return true;
  }

  private static PaneRow find(SeriesRows<PaneRow> rows, String key, long mask) {
    return rows.find(bytes(key), hash(key) & mask);
  }

  private static long hash(String key) {
    byte[] bytes = bytes(key);
    return KeyHash.of(bytes, 0, bytes.length);
  }

  private static byte[] bytes(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
