// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Runs a pipeline on a Flink cluster, from its beginning or from a savepoint. */
final class Submit implements Command {
  private static final String JAR = "tidemark-flink.jar";

  private final Function<String, PipelineDefinition<?, ?>> pipelines;
  private final boolean fromSavepoint;

  private Submit(Function<String, PipelineDefinition<?, ?>> pipelines, boolean fromSavepoint) {
    this.pipelines = pipelines;
    this.fromSavepoint = fromSavepoint;
  }

  /**
   * From its beginning.
   *
   * @param pipelines finds one by its name
   */
  static Submit submit(Function<String, PipelineDefinition<?, ?>> pipelines) {
    return new Submit(pipelines, false);
  }

  /** From a savepoint or a checkpoint. */
  static Submit resume(Function<String, PipelineDefinition<?, ?>> pipelines) {
    return new Submit(pipelines, true);
  }

  @Override
  public String name() {
    return fromSavepoint ? "resume" : "submit";
  }

  @Override
  public String parameters() {
    return (fromSavepoint ? "SAVEPOINT " : "") + "PIPELINE [--option=value]...";
  }

  @Override
  public String summary() {
    return fromSavepoint
        ? "runs a pipeline on a Flink cluster from where a savepoint was taken"
        : "runs a pipeline on a Flink cluster";
  }

  @Override
  public int run(Invocation invocation) {
    int before = fromSavepoint ? 1 : 0;
    List<String> arguments = invocation.arguments();
    if (arguments.stream().takeWhile(argument -> !argument.startsWith("-")).count() != before + 1) {
      throw UsageException.of(String.format("usage: tidemark %s %s", name(), parameters()));
    }
    List<Setting> defaults = new ArrayList<>(defaults());
    if (fromSavepoint) {
      defaults.add(Setting.argument("savepointPath", Optional.of(arguments.get(0))));
    }
    return PipelineRun.run(
        pipelines.apply(arguments.get(before)),
        defaults,
        arguments.subList(before + 1, arguments.size()),
        invocation.out(),
        invocation.err());
  }

  private static List<Setting> defaults() {
    List<Setting> defaults = new ArrayList<>();
    defaults.add(Setting.argument("runner", Optional.of("flink")));
    defaults.add(Setting.argument("flinkMaster", Optional.of("127.0.0.1:8081")));
    defaults.add(Setting.argument("attachedMode", Optional.of("false")));
    jar().ifPresent(jar -> defaults.add(Setting.argument("filesToStage", Optional.of(jar))));
    return defaults;
  }

  /** The job jar, where the build leaves it: in the folder of the jar or the classes that run. */
  private static Optional<String> jar() {
    try {
      Path here = Path.of(Submit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return Optional.of(here.resolveSibling(JAR)).filter(Files::exists).map(Path::toString);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
