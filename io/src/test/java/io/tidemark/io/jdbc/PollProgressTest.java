// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.Test;

public class PollProgressTest {
  private record Stored(long value, String content) {}

  /**
   * Rows are added with the greatest value or a greater one, queries end anywhere, and between them
   * it may start again from its position, encoded.
   */
  @Test
  public void eachRowIsNewOnceWhereverQueriesEnd() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      List<Stored> table = new ArrayList<>();
      List<Stored> read = new ArrayList<>();
      PollProgress progress = new PollProgress(PollPosition.START);
      long greatest = 0;
      for (int query = 0; query < 20; query++) {
        for (int i = random.nextInt(6); i > 0; i--) {
          greatest += random.nextInt(2);
          // Few contents, so that many rows are equal in all.
          table.add(new Stored(greatest, "c" + random.nextInt(3)));
        }
        if (random.nextInt(3) == 0) {
          progress = new PollProgress(copy(progress.position()));
        }
        query(table, progress, random, read);
      }
      query(table, progress, null, read);
      assertThat(sorted(read), equalTo(sorted(table)));
    }
  }

  /** Rows of one value come in any order; the query may be broken off. */
  private static void query(
      List<Stored> table, PollProgress progress, Random random, List<Stored> read) {
    Optional<ColumnValue> start = progress.startQuery();
    List<Stored> rows = new ArrayList<>(table);
    Collections.shuffle(rows, random == null ? new Random(0) : random);
    rows.sort(Comparator.comparingLong(Stored::value));
    for (Stored row : rows) {
      if (start.isPresent() && row.value() < Long.parseLong(start.get().text())) {
        continue;
      }
      if (random != null && random.nextInt(20) == 0) {
        return;
      }
      if (progress.isNew(value(row.value()), row.content())) {
        read.add(row);
      }
    }
  }

  private static ColumnValue value(long value) {
    return ColumnValue.of(ColumnKind.WHOLE, value);
  }

  private static PollPosition copy(PollPosition position) throws Exception {
    return org.apache.beam.sdk.util.CoderUtils.clone(PollPosition.coder(), position);
  }

  private static List<Stored> sorted(List<Stored> rows) {
    return rows.stream()
        .sorted(Comparator.comparingLong(Stored::value).thenComparing(Stored::content))
        .toList();
  }
}
