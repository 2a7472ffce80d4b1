// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.jdbc;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.jdbc.TableRange.Rows;
import java.util.List;
import org.junit.Test;

public class RangeCutsTest {
  @Test
  public void rangesFollowEachOtherAndTheLastHasTheGreatestValue() {
    assertThat(cut(ColumnKind.WHOLE, "-10", "10", 4), contains("-10", "-5", "0", "5", "10"));
    assertThat(cut(ColumnKind.DECIMAL, "0", "1", 4), contains("0", "0.25", "0.5", "0.75", "1"));
    assertThat(
        cut(ColumnKind.DATE, "1969-12-30", "1970-01-03", 2),
        contains("1969-12-30", "1970-01-01", "1970-01-03"));
    assertThat(
        cut(ColumnKind.LOCAL_TIME, "1969-12-31T23:59:59.500", "1970-01-01T00:00", 2),
        contains("1969-12-31T23:59:59.500", "1969-12-31T23:59:59.750", "1970-01-01T00:00"));
    assertThat(
        cut(ColumnKind.INSTANT, "2026-01-01T00:00Z", "2026-01-01T02:00Z", 2),
        contains("2026-01-01T00:00Z", "2026-01-01T01:00Z", "2026-01-01T02:00Z"));
  }

  @Test
  public void extremesAndFewValuesAreCutToo() {
    String min = Long.toString(Long.MIN_VALUE);
    String max = Long.toString(Long.MAX_VALUE);
    assertThat(cut(ColumnKind.WHOLE, min, max, 2), contains(min, "-1", max));
    assertThat(cut(ColumnKind.WHOLE, "1", "2", 16), contains("1", "2"));
    assertThat(cut(ColumnKind.WHOLE, "1", "3", 16), contains("1", "2", "3"));
    assertThat(cut(ColumnKind.WHOLE, "7", "7", 16), contains("7", "7"));
  }

  @Test
  public void infinityCannotBeCut() {
    for (String endless : List.of("NaN", "Infinity")) {
      assertThat(
          RangeCuts.cut(
              new ColumnValue(ColumnKind.DECIMAL, "0"),
              new ColumnValue(ColumnKind.DECIMAL, endless),
              16),
          contains(TableRange.all()));
    }
  }

  /** The start of each range, and the end of the last; that they meet is checked. */
  private static List<String> cut(ColumnKind kind, String least, String greatest, int count) {
    List<TableRange> ranges =
        RangeCuts.cut(new ColumnValue(kind, least), new ColumnValue(kind, greatest), count);
    List<TableRange> parts = ranges.subList(0, ranges.size() - 1);
    assertThat(ranges.get(parts.size()), equalTo(TableRange.withoutValue()));
    for (int i = 0; i + 1 < parts.size(); i++) {
      assertThat(parts.get(i).rows(), equalTo(Rows.PART));
      assertThat(parts.get(i).to(), equalTo(parts.get(i + 1).from()));
    }
    TableRange last = parts.get(parts.size() - 1);
    assertThat(last.rows(), equalTo(Rows.LAST_PART));
    return java.util.stream.Stream.concat(
            parts.stream().map(range -> range.from().text()),
            java.util.stream.Stream.of(last.to().text()))
        .toList();
  }
}
