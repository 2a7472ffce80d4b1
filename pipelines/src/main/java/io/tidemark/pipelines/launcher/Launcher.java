// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the pipeline that a command line asks for.
 *
 * <pre>{@code
 * Exit.with(Launcher.of(new Average()).run(args, System.out, System.err));
 * }</pre>
 *
 * <ul>
 *   <li>Results and help go to standard output, everything else is one line on standard error.
 *   <li>{@code help}, {@code help PIPELINE}, {@code --help} anywhere and {@code --version} are
 *       understood.
 *   <li>The exit codes are those of {@link ExitCode}.
 * </ul>
 */
public final class Launcher {
  private static final Set<String> HELP = Set.of("help", "--help", "-h");
  private static final Set<String> VERSION = Set.of("version", "--version");

  private final List<PipelineDefinition<?, ?>> pipelines;
  private final boolean named;

  private Launcher(List<PipelineDefinition<?, ?>> pipelines, boolean named) {
    this.pipelines = pipelines;
    this.named = named;
  }

  /** Of several pipelines: the first argument names the one to run. */
  public static Launcher of(PipelineDefinition<?, ?>... pipelines) {
    return new Launcher(List.of(pipelines), true);
  }

  /** Of one pipeline, which no argument names. */
  public static Launcher only(PipelineDefinition<?, ?> pipeline) {
    return new Launcher(List.of(pipeline), false);
  }

  /**
   * Runs a command line.
   *
   * @return what to exit with
   */
  public int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      return named ? runNamed(List.of(arguments), out, err) : runOnly(List.of(arguments), out, err);
    } catch (UsageException e) {
      err.println("tidemark: " + e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int runNamed(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.print(Help.overview(pipelines));
      return ExitCode.USAGE;
    }
    String first = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    if (VERSION.contains(first)) {
      return print(Version.text() + System.lineSeparator(), out);
    }
    if (HELP.contains(first)) {
      return print(
          rest.isEmpty() ? Help.overview(pipelines) : Help.of(named(rest.get(0)), "tidemark "),
          out);
    }
    PipelineDefinition<?, ?> pipeline = named(first);
    return CommandLine.asksForHelp(rest)
        ? print(Help.of(pipeline, "tidemark "), out)
        : PipelineRun.run(pipeline, rest, out, err);
  }

  private int runOnly(List<String> arguments, PrintStream out, PrintStream err) {
    PipelineDefinition<?, ?> pipeline = pipelines.get(0);
    Optional<String> first = arguments.stream().findFirst();
    if (first.filter(VERSION::contains).isPresent()) {
      return print(Version.text() + System.lineSeparator(), out);
    }
    if (first.filter(HELP::contains).isPresent() || CommandLine.asksForHelp(arguments)) {
      return print(Help.of(pipeline, ""), out);
    }
    return PipelineRun.run(pipeline, arguments, out, err);
  }

  private PipelineDefinition<?, ?> named(String name) {
    List<String> names = pipelines.stream().<String>map(PipelineDefinition::name).toList();
    return pipelines.stream()
        .filter(pipeline -> pipeline.name().equals(name))
        .findFirst()
        .orElseThrow(() -> UsageException.of(notAPipeline(name, names)));
  }

  private static String notAPipeline(String name, List<String> names) {
    return Suggestion.nearest(name, names)
        .map(nearest -> String.format("'%s' is not a pipeline; did you mean %s?", name, nearest))
        .orElseGet(
            () ->
                String.format(
                    "'%s' is not a pipeline: the first argument must be help, --version or one of"
                        + " %s",
                    name, String.join(", ", names)));
  }

  private static int print(String text, PrintStream out) {
    out.print(text);
    return ExitCode.OK;
  }
}
