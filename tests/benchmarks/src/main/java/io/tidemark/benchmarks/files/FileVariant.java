// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.benchmarks.measure.Command;
import io.tidemark.benchmarks.measure.OptionNamed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The ways to read a file that are compared; each runs in a process of its own. */
enum FileVariant implements OptionNamed {
  TEXTIO_DIRECT("textio-mean-direct", ""),
  TEXTIO_FLINK("textio-mean-flink", ""),
  DUCKDB("duckdb", ""),
  FILES_LINES("files-lines", ""),
  LOOP("loop", ""),
  LOOP_SAME_PARSER("loop-same-parser", ""),
  TIDEMARK_DIRECT("tidemark-direct", "direct"),
  TIDEMARK_FLINK("tidemark-flink", "flink"),
  SCRIPT_DIRECT("script-direct", "direct"),
  SCRIPT_FLINK("script-flink", "flink");

  /** What the others are set against. */
  static final List<FileVariant> BASELINES =
      List.of(TEXTIO_DIRECT, TEXTIO_FLINK, DUCKDB, LOOP, LOOP_SAME_PARSER);

  private static final String SCRIPT = "pipelines/tidemark";

  private final String optionName;
  private final String runner;

  FileVariant(String optionName, String runner) {
    this.optionName = optionName;
    this.runner = runner;
  }

  static FileVariant named(String name) {
    return OptionNamed.find("variants", FileVariant.class, name);
  }

  /** All, as in the option. */
  static String names() {
    return OptionNamed.all(FileVariant.class);
  }

  @Override
  public String optionName() {
    return optionName;
  }

  /** Whether it reads a part of the rows, so that a comparison comes to an end. */
  boolean isSlow() {
    return this == TEXTIO_DIRECT || this == TEXTIO_FLINK;
  }

  /** Whether its means are exact, so that such variants agree to the bit. */
  boolean isTidemark() {
    return !runner.isEmpty();
  }

  /** Whether it is started by the script, whose first run takes longer. */
  boolean isScript() {
    return this == SCRIPT_DIRECT || this == SCRIPT_FLINK;
  }

  /** The command of a user with the jar, or with the script. */
  List<String> tidemark(String heap, Path jar, Dataset dataset, Path input, Path output) {
    List<String> words = new ArrayList<>();
    if (isScript()) {
      words.addAll(
          List.of(
              "env",
              "JAVA_HOME=" + System.getProperty("java.home"),
              "JDK_JAVA_OPTIONS=" + heapOption(heap),
              SCRIPT));
    } else {
      words.add(Command.javaProgram());
      if (!heap.isEmpty()) {
        words.add(heapOption(heap));
      }
      words.addAll(List.of("-jar", jar.toString()));
    }
    words.addAll(
        List.of(
            "average",
            "--runner=" + runner,
            "--input=" + input,
            "--output=" + output,
            "--csvDelimiter=" + dataset.delimiter(),
            "--csvHeader=" + String.join(",", dataset.fields()),
            "--key=" + dataset.key(),
            "--value=" + dataset.value(),
            "--statistics=count,mean"));
    words.addAll(
        dataset.isHourly()
            ? List.of("--time=time", "--timeFormat=epochMillis", "--window=fixed:1h")
            : List.of("--window=global"));
    return words;
  }

  private static String heapOption(String heap) {
    return heap.isEmpty() ? "" : "-Xmx" + heap;
  }

  /** Runs a variant that is not Tidemark in this process. */
  void run(Dataset dataset, Path input, Means means) throws Exception {
    switch (this) {
      case TEXTIO_DIRECT -> TextIoMeans.onDirect(dataset, input, means);
      case TEXTIO_FLINK -> TextIoMeans.onFlink(dataset, input, means);
      case DUCKDB -> DuckDbMeans.run(dataset, input, means);
      case FILES_LINES -> LinesMeans.run(dataset, input, means);
      case LOOP -> LoopMeans.run(dataset, input, means);
      case LOOP_SAME_PARSER -> ParserMeans.run(dataset, input, means);
      case TIDEMARK_DIRECT, TIDEMARK_FLINK, SCRIPT_DIRECT, SCRIPT_FLINK ->
          throw new IllegalArgumentException(optionName);
    }
  }
}
