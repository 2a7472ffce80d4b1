// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.measure.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each statistic costs over each kind of windows: time for a reading, state for a series. */
public final class CostComparison {
  private static final String WINDOWS = "fixed:10s,sliding:2m/10s,session:15s,count:100/10";

  /** Separated by semicolons, for some have a comma. */
  private static final String STATISTICS =
      "count,mean;stddev;min,max;median;p99;distinct;delta;rate;ewma(1m);timeWeightedMean(20s);"
          + "timeWeightedMean(linear,20s)";

  private final List<String> windows;
  private final List<String> statistics;
  private final List<Integer> series;
  private final int density;
  private final int periods;
  private final long leastReadings;
  private final int quiet;
  private final int rounds;
  private final String heap;
  private final Duration timeout;
  private final Path folder;
  private boolean well = true;

  private CostComparison(Arguments arguments) {
    this.windows = arguments.texts("windows", WINDOWS);
    this.statistics = List.of(arguments.text("statistics", STATISTICS).split(";", -1));
    this.series = arguments.numbers("series", "100,100000,1000000");
    this.density = arguments.number("density", 2);
    this.periods = arguments.number("periods", 14);
    this.leastReadings = arguments.longNumber("readings", 5_000_000);
    this.quiet = arguments.number("quiet", 10);
    this.rounds = arguments.number("rounds", 1);
    this.heap = arguments.text("heap", "8g");
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 900));
    this.folder = Path.of(arguments.text("folder", "target/runs"), "costs");
    arguments.checkAllRead();
  }

  /** Measures as the options say; whether all went well. */
  public static boolean run(Arguments arguments) {
    return new CostComparison(arguments).compare();
  }

  private boolean compare() {
    System.out.printf("%n%s; heap %s.%n%n", Machine.describe(), heap);
    MarkdownTable table =
        new MarkdownTable(
            "window",
            "statistics",
            "series",
            "readings per series and period",
            "readings",
            "results",
            "readings/s",
            "checkpoint bytes per series");
    for (String window : windows) {
      for (String statistic : statistics) {
        series.forEach(number -> table.row(measured(window, statistic, number)));
      }
    }
    System.out.println(table);
    return well;
  }

  private List<String> measured(String window, String statistic, int number) {
    long perPeriod = (long) density * number;
    long readings = Math.max(leastReadings, periods * perPeriod);
    List<String> arguments =
        List.of(
            "--window=" + window,
            "--statistics=" + statistic,
            "--series=" + number,
            "--perPeriod=" + perPeriod,
            "--readings=" + readings,
            "--quiet=" + quiet);
    Sample rates = new Sample();
    Sample bytes = new Sample();
    Sample results = new Sample();
    for (int round = 0; round < rounds; round++) {
      try {
        Outcome outcome = run(arguments);
        rates.add(readings / outcome.decimal("seconds"));
        bytes.add(outcome.decimal("checkpoint") / number);
        results.add(outcome.decimal("results"));
      } catch (FailedRun e) {
        well = false;
        System.out.printf("FAILED: %s: %s%n", String.join(" ", arguments), e.getMessage());
      }
    }
    List<String> row = new ArrayList<>(List.of(window, statistic));
    row.add(String.format(Locale.ROOT, "%,d", number));
    row.add(Integer.toString(density));
    row.add(MarkdownTable.rate((double) readings));
    row.add(MarkdownTable.rate(results.median()));
    row.add(MarkdownTable.rate(rates.median()));
    row.add(MarkdownTable.digits(bytes.median()));
    System.err.println(String.join(" | ", row));
    return row;
  }

  private Outcome run(List<String> arguments) {
    Command command = Command.java(heap, CostRun.class.getName(), arguments, folder, timeout);
    Outcome outcome =
        Outcome.find(command.run().lines())
            .orElseThrow(() -> new FailedRun("no outcome, see " + folder, List.of()));
    if (outcome.number("late") > 0) {
      throw new FailedRun(outcome.number("late") + " readings were late", List.of());
    }
    return outcome;
  }
}
