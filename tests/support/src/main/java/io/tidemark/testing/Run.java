// SPDX-License-Identifier: Apache-2.0
package io.tidemark.testing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.pipelines.alert.AlertPipeline;
import io.tidemark.pipelines.average.Average;
import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.lookup.LookupPipeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A pipeline run as a user runs it: a command line, an exit code, two streams, files. */
public final class Run {
  private static final Pattern COUNT = Pattern.compile("\"(\\w+)\":(\\d+)");

  private final Path folder;
  private final int exitCode;
  private final String err;

  private Run(Path folder, int exitCode, String err) {
    this.folder = folder;
    this.exitCode = exitCode;
    this.err = err;
  }

  /** Runs with all outputs in a folder: output.csv, late.csv, rejected.jsonl, ledger.json. */
  public static Run average(Path folder, String... options) {
    return pipeline("average", folder, options);
  }

  /** The same of {@code alert}. */
  public static Run alert(Path folder, String... options) {
    return pipeline("alert", folder, options);
  }

  private static Run pipeline(String name, Path folder, String... options) {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(Arrays.asList(options));
    arguments.add("--output=" + folder.resolve("output.csv"));
    arguments.add("--lateOutput=" + folder.resolve("late.csv"));
    arguments.add("--rejectedOutput=" + folder.resolve("rejected.jsonl"));
    arguments.add("--ledger=" + folder.resolve("ledger.json"));
    return line(folder, arguments.toArray(new String[0]));
  }

  /** Runs a command line as it is. */
  public static Run line(Path folder, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Launcher.of(new Average(), new AlertPipeline(), new LookupPipeline())
            .run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(folder, exitCode, err.toString(StandardCharsets.UTF_8));
  }

  /** That the exit code is 0, and nothing is on standard error. */
  public Run succeeds() {
    assertThat(err, err, equalTo(""));
    assertThat(exitCode, equalTo(0));
    return this;
  }

  /** That the exit code is so, and standard error is this one line. */
  public Run fails(int code, String line) {
    assertThat(err.strip(), equalTo(line));
    assertThat(exitCode, equalTo(code));
    return this;
  }

  /** The exit code. */
  public int exitCode() {
    return exitCode;
  }

  /** What is on standard error. */
  public String err() {
    return err;
  }

  /** The rows of the output, in the order of text, without the header. */
  public List<String> rows() throws IOException {
    return sortedRows("output.csv");
  }

  /** The rows of the late output, as {@link #rows}. */
  public List<String> late() throws IOException {
    return sortedRows("late.csv");
  }

  /** The lines of the rejected output. */
  public List<String> rejected() throws IOException {
    return Files.readAllLines(folder.resolve("rejected.jsonl"));
  }

  /** read, used, late, missing, rejected; it has to balance. */
  public List<Long> ledger() throws IOException {
    List<Long> counts = new ArrayList<>();
    Matcher matcher = COUNT.matcher(Files.readString(folder.resolve("ledger.json")));
    while (matcher.find()) {
      counts.add(Long.parseLong(matcher.group(2)));
    }
    assertThat(
        counts.toString(),
        counts.get(0),
        equalTo(counts.get(1) + counts.get(2) + counts.get(3) + counts.get(4)));
    return counts;
  }

  /** The names of all files in the folder, hidden ones too. */
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private List<String> sortedRows(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name)).stream().skip(1).sorted().toList();
  }
}
