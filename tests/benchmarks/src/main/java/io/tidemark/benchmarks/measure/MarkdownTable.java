// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A table for a person to read, and for a page to take over as it is. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /** A table with these columns and no rows yet. */
  public MarkdownTable(String... columns) {
    row(List.of(columns));
    row(Collections.nCopies(columns.length, "---"));
  }

  /** Adds a row. */
  public void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", new ArrayList<>(cells))).append(" |\n");
  }

  /** The lines of the table. */
  @Override
  public String toString() {
    return text.toString();
  }

  /** Three digits and a unit: {@code 1.23 M}; a dash where nothing was measured. */
  public static String rate(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    return number >= 1e6
        ? digits(number / 1e6) + " M"
        : number >= 1e3 ? digits(number / 1e3) + " k" : digits(number);
  }

  /** Three digits; a dash where nothing was measured. */
  public static String digits(double number) {
    if (Double.isNaN(number)) {
      return "-";
    }
    String format = Math.abs(number) >= 100 ? "%.0f" : Math.abs(number) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }
}
