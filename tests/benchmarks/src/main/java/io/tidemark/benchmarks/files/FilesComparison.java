// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.Command.FailedRun;
import io.tidemark.benchmarks.measure.Machine;
import io.tidemark.benchmarks.measure.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Compares the variants of averages of a file, as processes, from start to end.
 *
 * <p>Each also reads a file of a few rows: that is its start-up.
 */
public final class FilesComparison {
  private static final long FEW_ROWS = 100;

  private final List<FileVariant> variants;
  private final List<Dataset> datasets;
  private final long rows;
  private final long slowRows;
  private final int rounds;
  private final String heap;
  private final Duration timeout;
  private final Path folder;
  private final Path jar;
  private final Map<Path, Means> expected = new HashMap<>();
  private final Map<Path, Means> exact = new HashMap<>();

  private FilesComparison(Arguments arguments) {
    this.variants =
        arguments.texts("variants", FileVariant.names()).stream().map(FileVariant::named).toList();
    this.datasets =
        arguments.texts("data", "stations,hourly").stream().map(Dataset::named).toList();
    this.rows = arguments.longNumber("rows", 10_000_000);
    this.slowRows = arguments.longNumber("slowRows", Math.max(1, rows / 10));
    this.rounds = arguments.number("rounds", 3);
    this.heap = arguments.text("heap", "");
    this.timeout = Duration.ofSeconds(arguments.number("timeout", 1800));
    this.folder = Path.of(arguments.text("folder", "target/runs")).toAbsolutePath();
    this.jar = Path.of(arguments.text("jar", "pipelines/target/tidemark.jar")).toAbsolutePath();
    arguments.checkAllRead();
  }

  /** Compares as the options say; whether all went well and agreed. */
  public static boolean run(Arguments arguments) {
    return new FilesComparison(arguments).compare();
  }

  private boolean compare() {
    System.out.printf(
        "%n%s; heap %s.%n", Machine.describe(), heap.isEmpty() ? "as the JVM chooses" : heap);
    boolean well = true;
    for (Dataset dataset : datasets) {
      Map<FileVariant, FileTimes> times = measured(dataset);
      System.out.printf(
          Locale.ROOT,
          "%n%s, one row %s%n%n%s%n",
          dataset.optionName(),
          String.join(String.valueOf(dataset.delimiter()), dataset.fields()),
          FileTimes.table(times));
      well &= times.values().stream().allMatch(FileTimes::report);
    }
    System.out.println(
        well
            ? "All variants found the same keys, windows and counts, and the same means within"
                + " 1e-9; those of Tidemark agree to the bit."
            : "Some runs failed, or their results were not equal.");
    return well;
  }

  private Map<FileVariant, FileTimes> measured(Dataset dataset) {
    Map<FileVariant, FileTimes> times = new EnumMap<>(FileVariant.class);
    for (FileVariant variant : variants) {
      times.put(variant, new FileTimes(variant, variant.isSlow() ? slowRows : rows));
    }
    variants.stream().filter(FileVariant::isScript).forEach(each -> prepare(dataset, each));
    for (int round = 1; round <= rounds; round++) {
      times.values().forEach(each -> measure(dataset, each));
    }
    return times;
  }

  /** The first run of a script makes what the others start with. */
  private void prepare(Dataset dataset, FileVariant variant) {
    try {
      Path input = DataFile.of(dataset, FEW_ROWS, folder.resolveSibling("data"));
      Path place = folder.resolve("files").resolve("prepare");
      command(variant, dataset, input, place, place.resolve("means.csv")).run();
    } catch (FailedRun e) {
      System.err.println(e.getMessage()); // so will those that are measured
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(Dataset dataset, FileTimes times) {
    if (times.failure().isPresent()) {
      return; // once is loud enough
    }
    try {
      measure(dataset, times.variant(), FEW_ROWS, times.startUp());
      measure(dataset, times.variant(), times.rows(), times.whole());
    } catch (FailedRun e) {
      times.fail(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(Dataset dataset, FileVariant variant, long count, Sample seconds)
      throws IOException {
    Path input = DataFile.of(dataset, count, folder.resolveSibling("data"));
    Path place = folder.resolve("files").resolve(variant.optionName());
    Path output = place.resolve("means.csv");
    double took = command(variant, dataset, input, place, output).run().seconds();
    System.err.printf(
        Locale.ROOT,
        "%s %s: %,d rows in %.2f s%n",
        variant.optionName(),
        dataset.optionName(),
        count,
        took);
    check(variant, dataset, input, Means.read(output));
    seconds.add(took);
  }

  private Command command(
      FileVariant variant, Dataset dataset, Path input, Path place, Path output) {
    if (variant.isTidemark()) {
      return new Command(variant.tidemark(heap, jar, dataset, input, output), place, timeout);
    }
    List<String> arguments =
        List.of(
            "--variant=" + variant.optionName(),
            "--data=" + dataset.optionName(),
            "--input=" + input,
            "--output=" + output);
    return Command.java(heap, FileRun.class.getName(), arguments, place, timeout);
  }

  private void check(FileVariant variant, Dataset dataset, Path input, Means means)
      throws IOException {
    if (!expected.containsKey(input)) {
      Means right = new Means();
      LoopMeans.run(dataset, input, right);
      expected.put(input, right);
    }
    means
        .difference(expected.get(input))
        .ifPresent(
            difference -> {
              throw new FailedRun("WRONG RESULTS: " + difference, List.of());
            });
    if (variant.isTidemark() && !exact.computeIfAbsent(input, each -> means).equals(means)) {
      throw new FailedRun("WRONG RESULTS: other bits than another run of Tidemark", List.of());
    }
  }
}
