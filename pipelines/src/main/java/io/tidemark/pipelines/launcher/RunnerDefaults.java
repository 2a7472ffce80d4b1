// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** The tested options of a runner inside this JVM, from {@code runner-configs}. */
final class RunnerDefaults {
  private static final String FLINK_MASTER = "flinkMaster";
  private static final String FLINK_AUTO = "[auto]";
  private static final Set<String> INSIDE_THIS_JVM = Set.of(FLINK_AUTO, "[local]", "[collection]");

  private RunnerDefaults() {}

  static List<Setting> of(String runner, Settings settings) {
    if (runner.equals(Runners.DIRECT)) {
      return resource("runner-configs/direct.properties");
    }
    if (INSIDE_THIS_JVM.contains(settings.text(FLINK_MASTER).orElse(FLINK_AUTO))) {
      return resource("runner-configs/flink-embedded.properties");
    }
    return List.of();
  }

  private static List<Setting> resource(String name) {
    try {
      return ConfigFile.resource(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
