// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.runners.PipelineRunnerRegistrar;
import org.apache.beam.sdk.util.common.ReflectHelpers;

/** The runners on the class path: a job jar for a cluster has fewer than the jar for anywhere. */
final class Runners {
  static final String DIRECT = "DirectRunner";
  static final String FLINK = "FlinkRunner";

  private static final Set<String> OURS = Set.of(DIRECT, FLINK);

  private final SortedMap<String, String> classes = new TreeMap<>();

  private Runners() {}

  static Runners onClassPath() {
    Runners runners = new Runners();
    for (PipelineRunnerRegistrar registrar :
        ReflectHelpers.loadServicesOrdered(PipelineRunnerRegistrar.class)) {
      for (Class<? extends PipelineRunner<?>> runner : registrar.getPipelineRunners()) {
        if (OURS.contains(runner.getSimpleName())) {
          runners.classes.put(runner.getSimpleName(), runner.getName());
        }
      }
    }
    return runners;
  }

  /** The one that runs what does not name one: the Direct runner where there is one. */
  String byDefault() {
    return classes.firstKey();
  }

  /**
   * The simple name of a runner.
   *
   * @param text {@code direct}, {@code DirectRunner} or the name of its class, in any case
   */
  String resolve(String text) {
    String typed = text.toLowerCase(Locale.ROOT);
    return classes.keySet().stream()
        .filter(
            name ->
                typed.equals(name.toLowerCase(Locale.ROOT))
                    || typed.concat("runner").equals(name.toLowerCase(Locale.ROOT))
                    || text.equals(classes.get(name)))
        .findFirst()
        .orElseThrow(() -> UsageException.of("runner", text, "must be " + names()));
  }

  private String names() {
    return classes.keySet().stream().collect(Collectors.joining(" or "));
  }
}
