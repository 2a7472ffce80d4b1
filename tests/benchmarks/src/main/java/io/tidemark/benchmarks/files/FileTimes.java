// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long a variant took: over all rows, and over a few, which is its start-up. */
final class FileTimes {
  private final FileVariant variant;
  private final long rows;
  private final Sample whole = new Sample();
  private final Sample startUp = new Sample();
  private Optional<String> failure = Optional.empty();

  FileTimes(FileVariant variant, long rows) {
    this.variant = variant;
    this.rows = rows;
  }

  FileVariant variant() {
    return variant;
  }

  long rows() {
    return rows;
  }

  Sample whole() {
    return whole;
  }

  Sample startUp() {
    return startUp;
  }

  void fail(String what) {
    failure = Optional.of(what);
  }

  Optional<String> failure() {
    return failure;
  }

  /** Says what went wrong; whether nothing did. */
  boolean report() {
    failure.ifPresent(what -> System.out.println("FAILED: " + variant.optionName() + ": " + what));
    return failure.isEmpty();
  }

  /** Rows a second with the start-up. */
  private double rate() {
    return rows / whole.median();
  }

  /** Rows a second of the time beyond the start-up; NaN where that is too little to tell. */
  private double rateWithoutStartUp() {
    double seconds = whole.median() - startUp.median();
    return seconds > startUp.median() / 10 ? rows / seconds : Double.NaN;
  }

  /** A row for each variant. */
  static String table(Map<FileVariant, FileTimes> times) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "variant",
                "rows",
                "start-up, s",
                "whole, s",
                "from - to",
                "rows/s",
                "rows/s without start-up",
                "per core"));
    FileVariant.BASELINES.forEach(baseline -> columns.add("x " + baseline.optionName()));
    MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
    times.values().forEach(each -> table.row(each.row(times)));
    return table.toString();
  }

  private List<String> row(Map<FileVariant, FileTimes> times) {
    List<String> row =
        new ArrayList<>(
            List.of(
                variant.optionName(),
                String.format(Locale.ROOT, "%,d", rows),
                MarkdownTable.digits(startUp.median()),
                failure.isPresent() ? "FAILED" : MarkdownTable.digits(whole.median()),
                MarkdownTable.digits(whole.min()) + " - " + MarkdownTable.digits(whole.max()),
                MarkdownTable.rate(rate()),
                MarkdownTable.rate(rateWithoutStartUp()),
                MarkdownTable.rate(rateWithoutStartUp() / Machine.cores())));
    for (FileVariant baseline : FileVariant.BASELINES) {
      FileTimes other = times.get(baseline);
      row.add(
          other == null
              ? "-"
              : MarkdownTable.digits(rate() / other.rate())
                  + " ("
                  + MarkdownTable.digits(rateWithoutStartUp() / other.rateWithoutStartUp())
                  + ")");
    }
    return row;
  }
}
