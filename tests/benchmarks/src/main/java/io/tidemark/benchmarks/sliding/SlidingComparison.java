// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.BarChart;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares the variants of sliding averages, each run in a process of its own. */
public final class SlidingComparison {
  private static final String MOST_READINGS = "400000000";

  private final List<Variant> variants;
  private final List<Integer> series;
  private final List<Integer> overlaps;
  private final int rounds;
  private final int seconds;
  private final long mostReadings;
  private final long perPeriod;
  private final String statistics;
  private final String backend;
  private final String heap;
  private final Duration timeout;
  private final Path folder;
  private final String plot;

  private SlidingComparison(Arguments arguments) {
    this.variants =
        arguments.texts("variants", Variant.names()).stream().map(Variant::named).toList();
    this.series = arguments.numbers("series", "100,100000");
    this.overlaps = arguments.numbers("overlaps", "1,12,60,360");
    this.rounds = arguments.number("rounds", 3);
    this.seconds = arguments.number("seconds", 15);
    this.mostReadings = arguments.longNumber("readings", Long.parseLong(MOST_READINGS));
    this.perPeriod = arguments.longNumber("perPeriod", 0);
    this.statistics = arguments.text("statistics", Workload.STATISTICS);
    this.backend = arguments.text("backend", FlinkSettings.BACKEND);
    this.heap = arguments.text("heap", "8g");
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 900));
    this.folder = Path.of(arguments.text("folder", "target/runs"), "sliding");
    this.plot = arguments.text("plot", "");
    arguments.checkAllRead();
  }

  /** Compares as the options say; whether all went well and agreed. */
  public static boolean run(Arguments arguments) {
    return new SlidingComparison(arguments).compare();
  }

  private boolean compare() {
    System.out.printf(
        Locale.ROOT,
        "%n%s; heap %s; Flink inside the process, parallelism %d, state in %s, a checkpoint every"
            + " %d s. Period %d s, readings up to %d s behind.%n%n",
        Machine.describe(),
        heap,
        FlinkSettings.PARALLELISM,
        backend,
        FlinkSettings.CHECKPOINT_INTERVAL / 1000,
        ReadingStream.PERIOD / 1000,
        ReadingStream.DISORDER / 1000);
    List<Cell> cells = new ArrayList<>();
    for (int each : series) {
      for (int overlap : overlaps) {
        cells.add(measured(each, overlap));
      }
    }
    System.out.println(table(cells));
    if (!plot.isEmpty()) {
      draw(cells);
    }
    return report(cells);
  }

  private void draw(List<Cell> cells) {
    BarChart chart =
        new BarChart(
            "Sliding averages, readings per second",
            variants.stream().map(Variant::optionName).toList());
    for (Cell cell : cells) {
      chart.group(
          String.format(
              Locale.ROOT,
              "%,d series, size/period %d",
              cell.workload().stream().series(),
              cell.workload().overlap()),
          variants.stream().map(variant -> cell.rates(variant).median()).toList());
    }
    try {
      Files.writeString(Path.of(plot), chart.toSvg());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Cell measured(int series, int overlap) {
    long readings = perPeriod == 0 ? Workload.perPeriod(series) : perPeriod;
    // Half a period is the least: its end has to be among them.
    Workload smallest =
        new Workload(
            new ReadingStream(series, readings, Math.max(1, readings / 2)), overlap, statistics);
    Cell cell = new Cell(smallest, seconds, mostReadings, this::run);
    cell.prepare(variants);
    for (int round = 1; round <= rounds; round++) {
      variants.forEach(cell::measure);
    }
    return cell;
  }

  private Outcome run(Variant variant, Workload workload, long results) {
    List<String> arguments = new ArrayList<>(workload.arguments());
    arguments.add("--variant=" + variant.optionName());
    arguments.add("--expect=" + results);
    arguments.add("--backend=" + backend);
    Path place = folder.resolve(variant.optionName());
    Command command = Command.java(heap, SlidingRun.class.getName(), arguments, place, timeout);
    Outcome outcome =
        Outcome.find(command.run().lines())
            .orElseThrow(() -> new FailedRun("no outcome, see " + place, List.of()));
    System.err.printf(
        Locale.ROOT,
        "%s %s/%d: %s readings in %.2f s%n",
        variant.optionName(),
        workload.stream().series(),
        workload.overlap(),
        MarkdownTable.rate((double) workload.stream().readings()),
        outcome.decimal("seconds"));
    return outcome;
  }

  private String table(List<Cell> cells) {
    List<String> columns =
        new ArrayList<>(
            List.of(
                "series",
                "size/period",
                "readings per series and period",
                "variant",
                "readings",
                "readings/s",
                "from - to"));
    Variant.BASELINES.forEach(baseline -> columns.add("x " + baseline.optionName()));
    MarkdownTable table = new MarkdownTable(columns.toArray(String[]::new));
    for (Cell cell : cells) {
      variants.forEach(variant -> table.row(row(cell, variant)));
    }
    return table.toString();
  }

  private static List<String> row(Cell cell, Variant variant) {
    ReadingStream stream = cell.workload().stream();
    double rate = cell.rates(variant).median();
    List<String> row =
        new ArrayList<>(
            List.of(
                String.format(Locale.ROOT, "%,d", stream.series()),
                Integer.toString(cell.workload().overlap()),
                MarkdownTable.digits((double) stream.perPeriod() / stream.series()),
                variant.optionName(),
                MarkdownTable.rate((double) cell.readings(variant)),
                cell.failures().containsKey(variant) ? "FAILED" : MarkdownTable.rate(rate),
                MarkdownTable.rate(cell.rates(variant).min())
                    + " - "
                    + MarkdownTable.rate(cell.rates(variant).max())));
    Variant.BASELINES.forEach(
        baseline -> row.add(MarkdownTable.digits(rate / cell.rates(baseline).median())));
    return row;
  }

  private static boolean report(List<Cell> cells) {
    boolean well = true;
    for (Cell cell : cells) {
      cell.failures()
          .forEach(
              (variant, what) ->
                  System.out.printf(
                      "FAILED: %s, %d series, size/period %d: %s%n",
                      variant.optionName(),
                      cell.workload().stream().series(),
                      cell.workload().overlap(),
                      what));
      well &= cell.failures().isEmpty();
    }
    System.out.println(
        well
            ? "All variants gave the results of the plain loop: equal keys, windows and counts, means"
                + " within "
                + Digest.TOLERANCE
                + "; exact ones agree to the bit."
            : "Some runs failed, or their results were not equal.");
    return well;
  }
}
