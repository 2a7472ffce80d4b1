// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.row;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;

/**
 * Rows as an aligned table: two spaces between columns, numbers to the right, the rest to the left.
 *
 * <ul>
 *   <li>A column is as wide as the widest cell seen by {@link #widen}, at least as wide as its
 *       name; it only grows.
 *   <li>Null is blank. Control characters are blanks, so that a row is one line and cannot steer a
 *       terminal.
 *   <li>Lines end with {@code \n} and have no blanks before it.
 * </ul>
 */
public final class TextTable {
  /** The line in place of rows. */
  public static final String NO_ROWS = "(no rows)\n";

  private static final String GAP = "  ";

  private final List<String> names;
  private final List<String> widest;
  private final boolean[] right;

  /** An empty table with the columns of the schema. */
  public TextTable(Schema schema) {
    names = schema.getFieldNames();
    widest = new ArrayList<>(names);
    right = new boolean[names.size()];
    for (int i = 0; i < right.length; i++) {
      right[i] = Columns.isNumeric(schema.getField(i));
    }
  }

  /** The cells of a row, to be passed to {@link #widen} and {@link #line}. */
  public static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (Object value : row.getValues()) {
      cells.add(value == null ? "" : ColumnText.of(value).replaceAll("\\p{Cntrl}", " "));
    }
    return cells;
  }

  /** Makes each column wide enough for its cell. */
  public void widen(List<String> cells) {
    for (int i = 0; i < right.length; i++) {
      if (width(cells.get(i)) > width(widest.get(i))) {
        widest.set(i, cells.get(i));
      }
    }
  }

  /**
   * The widest cell of each column so far: what a table that goes on here is {@link #widen}ed by.
   */
  public List<String> widest() {
    return List.copyOf(widest);
  }

  /** The line with the names of the columns. */
  public String header() {
    return line(names);
  }

  /** One line of the table, of cells that it was widened by. */
  public String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < right.length; i++) {
      String padding = " ".repeat(width(widest.get(i)) - width(cells.get(i)));
      line.append(i == 0 ? "" : GAP)
          .append(right[i] ? padding : "")
          .append(cells.get(i))
          .append(right[i] ? "" : padding);
    }
    return line.toString().stripTrailing() + "\n";
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
