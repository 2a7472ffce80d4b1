// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import static io.tidemark.io.row.Rows.SCHEMA;
import static io.tidemark.io.row.Rows.row;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import java.util.List;
import org.junit.Test;

public class TextTableTest {
  private final TextTable table = new TextTable(SCHEMA);

  @Test
  public void numbersAreRightAndTextIsLeft() {
    List<String> small = TextTable.cells(row("a", "2013-03-01T00:00:00Z", 3L, 0.5));
    List<String> large = TextTable.cells(row("Aotizhongxin", null, 420768L, -10.25));
    table.widen(small);
    table.widen(large);

    assertThat(
        table.header() + table.line(small) + table.line(large),
        equalTo(
            """
            key           time                   count    mean
            a             2013-03-01T00:00:00Z       3     0.5
            Aotizhongxin                        420768  -10.25
            """));
  }

  @Test
  public void columnsGrowAndNeverShrink() {
    assertThat(table.header(), equalTo("key  time  count  mean\n"));
    table.widen(TextTable.cells(row("abcdef", null, 1L, 2.0)));
    assertThat(table.header(), equalTo("key     time  count  mean\n"));
    table.widen(TextTable.cells(row("a", null, 1L, 2.0)));
    assertThat(table.header(), equalTo("key     time  count  mean\n"));
  }

  @Test
  public void aTableGoesOnFromTheWidestCells() {
    table.widen(TextTable.cells(row("abcdef", null, 1L, 2.0)));
    TextTable next = new TextTable(SCHEMA);
    next.widen(table.widest());
    assertThat(next.header(), equalTo(table.header()));
  }

  @Test
  public void lineBreaksAndTerminalCodesAreBlanks() {
    List<String> cells = TextTable.cells(row("a\nb\u001b[2J", null, null, null));
    table.widen(cells);
    assertThat(table.line(cells), equalTo("a b [2J\n"));
  }

  @Test
  public void charactersBeyondTheBasicPlaneAreOneWide() {
    List<String> cells = TextTable.cells(row("𝄞𝄞𝄞", null, 1L, null));
    table.widen(cells);
    assertThat(table.line(cells), equalTo("𝄞𝄞𝄞            1\n"));
  }
}
