// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.sliding;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.MarkdownTable;
import io.tidemark.benchmarks.measure.Outcome;
import io.tidemark.benchmarks.synthetic.ReadingStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.coders.CoderException;

/**
 * Compares what the variants of sliding averages hold: encoded, in checkpoints, and on the heap.
 */
public final class MemoryComparison {
  private static final String VARIANTS = "datastream,sql-hop,tidemark-rows";

  private final List<Variant> variants;
  private final int series;
  private final int overlap;
  private final int periods;
  private final String statistics;
  private final String heap;
  private final Duration timeout;
  private final Path folder;

  private MemoryComparison(Arguments arguments) {
    this.variants = arguments.texts("variants", VARIANTS).stream().map(Variant::named).toList();
    this.series = arguments.number("series", 100_000);
    this.overlap = arguments.number("overlap", 12);
    this.periods = arguments.number("periods", 2);
    this.statistics = arguments.text("statistics", Workload.STATISTICS);
    this.heap = arguments.text("heap", "12g");
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 3600));
    this.folder = Path.of(arguments.text("folder", "target/runs"), "memory");
    arguments.checkAllRead();
  }

  /** Compares as the options say; whether all went well. */
  public static boolean run(Arguments arguments) {
    try {
      return new MemoryComparison(arguments).compare();
    } catch (CoderException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean compare() throws CoderException {
    System.out.printf("%n%s; heap %s.%n%n", Machine.describe(), heap);
    System.out.println(EncodedState.table(overlap));
    MarkdownTable table =
        new MarkdownTable(
            "variant",
            "series",
            "size/period",
            "periods read",
            "checkpoint, MB",
            "checkpoint bytes per series",
            "heap after collection, MB",
            "peak heap, MB");
    boolean well = true;
    for (Variant variant : variants) {
      try {
        table.row(row(variant, run(variant)));
      } catch (FailedRun e) {
        System.out.println("FAILED: " + variant.optionName() + ": " + e.getMessage());
        well = false;
      }
    }
    System.out.println(table);
    return well;
  }

  private Outcome run(Variant variant) {
    long perPeriod = Workload.perPeriod(series);
    Workload workload =
        new Workload(
            new ReadingStream(series, perPeriod, periods * perPeriod), overlap, statistics);
    Digest expected = PaneLoop.expected(workload);
    List<String> arguments = new ArrayList<>(workload.arguments());
    arguments.add("--variant=" + variant.optionName());
    arguments.add("--expect=" + expected.results());
    arguments.add("--state=true");
    Path place = folder.resolve(variant.optionName());
    Command command = Command.java(heap, SlidingRun.class.getName(), arguments, place, timeout);
    Outcome outcome =
        Outcome.find(command.run().lines())
            .orElseThrow(() -> new FailedRun("no outcome, see " + place, List.of()));
    List<String> differences = Digest.of(outcome).differences(expected);
    if (!differences.isEmpty()) {
      throw new FailedRun("WRONG RESULTS: " + String.join("; ", differences), List.of());
    }
    return outcome;
  }

  private List<String> row(Variant variant, Outcome outcome) {
    double checkpoint = outcome.decimal("checkpoint");
    return List.of(
        variant.optionName(),
        String.format(Locale.ROOT, "%,d", series),
        Integer.toString(overlap),
        Integer.toString(periods),
        checkpoint == 0 ? "-" : MarkdownTable.digits(checkpoint / 1e6),
        checkpoint == 0 ? "-" : MarkdownTable.digits(checkpoint / series),
        MarkdownTable.digits(outcome.decimal("liveHeap") / 1e6),
        MarkdownTable.digits(outcome.decimal("peakHeap") / 1e6));
  }
}
