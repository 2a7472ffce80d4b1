// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.pipelines.flink.ClusterException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
  private final List<Command> commands;
  private final boolean named;

  private Launcher(
      List<PipelineDefinition<?, ?>> pipelines, List<Command> commands, boolean named) {
    this.pipelines = pipelines;
    this.commands =
        Stream.concat(
                Stream.of(Submit.submit(this::pipeline), Submit.resume(this::pipeline)),
                commands.stream())
            .toList();
    this.named = named;
  }

  /** Of several pipelines: the first argument names the one to run. */
  public static Launcher of(PipelineDefinition<?, ?>... pipelines) {
    return new Launcher(List.of(pipelines), List.of(), true);
  }

  /** Of one pipeline, which no argument names. */
  public static Launcher only(PipelineDefinition<?, ?> pipeline) {
    return new Launcher(List.of(pipeline), List.of(), false);
  }

  /** The same with commands of others, which the first argument may name as well. */
  public Launcher with(List<Command> others) {
    return new Launcher(pipelines, others, named);
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
    } catch (ClusterException e) {
      err.println("tidemark: " + e.getMessage());
      return ExitCode.FAILED;
    }
  }

  private int runNamed(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.isEmpty()) {
      err.print(Help.overview(pipelines, commands));
      return ExitCode.USAGE;
    }
    String first = arguments.get(0);
    List<String> rest = arguments.subList(1, arguments.size());
    if (VERSION.contains(first)) {
      return print(Version.text() + System.lineSeparator(), out);
    }
    if (HELP.contains(first)) {
      return print(rest.isEmpty() ? Help.overview(pipelines, commands) : helpOf(rest.get(0)), out);
    }
    if (CommandLine.asksForHelp(rest)) {
      return print(helpOf(first), out);
    }
    Invocation invocation =
        new Invocation(rest, out, err, more -> runNamed(List.copyOf(more), out, err));
    return command(first)
        .map(command -> command.run(invocation))
        .orElseGet(() -> PipelineRun.run(pipeline(first), List.of(), rest, out, err));
  }

  private String helpOf(String name) {
    return command(name).map(Help::of).orElseGet(() -> Help.of(pipeline(name), "tidemark "));
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
    return PipelineRun.run(pipeline, List.of(), arguments, out, err);
  }

  private Optional<Command> command(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private PipelineDefinition<?, ?> pipeline(String name) {
    return pipelines.stream()
        .filter(pipeline -> pipeline.name().equals(name))
        .findFirst()
        .orElseThrow(() -> UsageException.of(unknown(name)));
  }

  private String unknown(String name) {
    List<String> names =
        Stream.concat(
                pipelines.stream().<String>map(PipelineDefinition::name),
                commands.stream().map(Command::name))
            .toList();
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
