// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.io.option.UsageGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The text of {@code tidemark help}, made of what pipelines declare. */
final class Help {
  private static final int WIDTH = 80;
  private static final String INDENT = "      ";

  private Help() {}

  /** All pipelines and commands, a line each. */
  static String overview(List<PipelineDefinition<?, ?>> pipelines, List<Command> commands) {
    StringBuilder text = new StringBuilder("usage: tidemark PIPELINE [--option=value]...\n\n");
    text.append("Pipelines:\n");
    int longest =
        Stream.concat(
                pipelines.stream().map(PipelineDefinition::name),
                commands.stream().map(Command::name))
            .mapToInt(String::length)
            .max()
            .orElse(0);
    pipelines.forEach(p -> text.append(line(p.name(), p.summary(), longest)));
    text.append("\nOn a Flink cluster:\n");
    commands.forEach(c -> text.append(line(c.name(), c.summary(), longest)));
    text.append("\ntidemark help NAME explains one of them; tidemark --version.\n\n");
    return text.append(exitCodes()).toString();
  }

  private static String line(String name, String summary, int longest) {
    return String.format("  %s%s  %s%n", name, " ".repeat(longest - name.length()), summary);
  }

  /** A command. */
  static String of(Command command) {
    return String.format(
        "usage: tidemark %s %s%n%n%s%n", command.name(), command.parameters(), command.summary());
  }

  /**
   * All options of a pipeline.
   *
   * @param program what comes before the pipeline's name on the command line
   */
  static String of(PipelineDefinition<?, ?> pipeline, String program) {
    StringBuilder text = new StringBuilder();
    text.append(String.format("usage: %s%s [--option=value]...%n%n", program, pipeline.name()));
    text.append(pipeline.summary()).append("\n\n");
    text.append(
        String.format("Example:%n  %s%s %s%n", program, pipeline.name(), pipeline.example()));
    UsageGroup group = null;
    List<Class<?>> interfaces = new ArrayList<>(List.of(pipeline.options()));
    if (pipeline.usesConnectors()) {
      interfaces.addAll(ConnectorUsage.register());
    }
    for (OptionHelp option : OptionHelp.of(interfaces)) {
      if (option.usage().group() != group) {
        group = option.usage().group();
        text.append('\n').append(group.title()).append('\n');
      }
      text.append(describe(option));
    }
    return text.append(describeRunner()).append('\n').append(exitCodes()).toString();
  }

  private static String describe(OptionHelp option) {
    return String.format(
        "  --%s=<%s>%n%s%s%s",
        option.name(),
        option.usage().unit(),
        wrap(option.description()),
        wrap("Default: " + option.byDefault() + "."),
        wrap("Example: --" + option.name() + "=" + quoted(option.usage().example())));
  }

  /** As a shell needs it. */
  private static String quoted(String value) {
    return value.matches("[\\w.,:/%+-]*") ? value : "'" + value + "'";
  }

  private static String describeRunner() {
    return "  --runner=<direct or flink>\n"
        + wrap(
            "What runs the pipeline; all options of Beam and of the runner may be given too, such"
                + " as --parallelism=4 for Flink or --targetParallelism=4 for the Direct runner.")
        + wrap("Default: direct.")
        + wrap("Example: --runner=flink");
  }

  private static String exitCodes() {
    return """
    Exit codes: 0 done; 1 the run failed; 2 the command line is wrong; 3 too many
    rejected readings (--maxRejected); 130 interrupted.
    """;
  }

  private static String wrap(String text) {
    StringBuilder wrapped = new StringBuilder();
    StringBuilder line = new StringBuilder(INDENT);
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH) {
        wrapped.append(line).append('\n');
        line = new StringBuilder(INDENT);
      }
      line.append(line.length() == INDENT.length() ? "" : " ").append(word);
    }
    return wrapped.append(line).append('\n').toString();
  }
}
