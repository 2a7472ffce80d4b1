// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.measure.Sample;
import io.tidemark.transforms.averages.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
  private final List<String> plans;
  private final List<String> backends;
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
    this.plans = arguments.texts("plans", Plan.AUTO.toString());
    this.backends = arguments.texts("backends", FlinkSettings.BACKEND);
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
            "plan",
            "backend",
            "readings",
            "results",
            "readings/s",
            "from - to",
            "x first",
            "checkpoint bytes per series");
    for (String window : windows) {
      for (String statistic : statistics) {
        series.forEach(number -> measure(window, statistic, number).forEach(table::row));
      }
    }
    System.out.println(table);
    return well;
  }

  /** A row for each variant; they take turns. */
  private List<List<String>> measure(String window, String statistic, int number) {
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
    Map<Variant, Measured> all = new LinkedHashMap<>();
    variants().forEach(variant -> all.put(variant, new Measured()));
    for (int round = 0; round < rounds; round++) {
      all.forEach((variant, measured) -> run(variant, arguments).ifPresent(measured::add));
    }
    double first = all.values().iterator().next().seconds.median();
    List<List<String>> rows = new ArrayList<>();
    all.forEach(
        (variant, measured) -> {
          List<String> row = new ArrayList<>(List.of(window, statistic));
          row.add(String.format(Locale.ROOT, "%,d", number));
          row.addAll(List.of(variant.plan, variant.backend));
          row.add(MarkdownTable.rate((double) readings));
          row.addAll(measured.columns(readings, first, number));
          System.err.println(String.join(" | ", row));
          rows.add(row);
        });
    return rows;
  }

  private List<Variant> variants() {
    return plans.stream()
        .flatMap(plan -> backends.stream().map(backend -> new Variant(plan, backend)))
        .toList();
  }

  private Optional<Outcome> run(Variant variant, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    all.add("--plan=" + variant.plan);
    all.add("--backend=" + variant.backend);
    try {
      Command command = Command.java(heap, CostRun.class.getName(), all, folder, timeout);
      Outcome outcome =
          Outcome.find(command.run().lines())
              .orElseThrow(() -> new FailedRun("no outcome, see " + folder, List.of()));
      if (outcome.number("late") > 0) {
        throw new FailedRun(outcome.number("late") + " readings were late", List.of());
      }
      return Optional.of(outcome);
    } catch (FailedRun e) {
      well = false;
      System.out.printf("FAILED: %s: %s%n", String.join(" ", all), e.getMessage());
      return Optional.empty();
    }
  }

  /** What takes turns with others. */
  private record Variant(String plan, String backend) {}

  /** The rounds of a variant. */
  private static final class Measured {
    private final Sample seconds = new Sample();
    private final Sample bytes = new Sample();
    private final Sample results = new Sample();

    void add(Outcome outcome) {
      seconds.add(outcome.decimal("seconds"));
      bytes.add(outcome.decimal("checkpoint"));
      results.add(outcome.decimal("results"));
    }

    List<String> columns(long readings, double first, int series) {
      return List.of(
          MarkdownTable.rate(results.median()),
          MarkdownTable.rate(readings / seconds.median()),
          MarkdownTable.rate(readings / seconds.max())
              + " - "
              + MarkdownTable.rate(readings / seconds.min()),
          String.format(Locale.ROOT, "%.2f", first / seconds.median()),
          MarkdownTable.digits(bytes.median() / series));
    }
  }
}
