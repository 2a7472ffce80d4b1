// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The tested options of a runner, those inside this JVM from {@code runner-configs}. */
final class RunnerDefaults {
  private static final String FLINK_CONF_DIR = "flinkConfDir";

  private RunnerDefaults() {}

  /** The options of a runner that nobody needs to give. */
  static List<Setting> of(String runner, Settings settings) {
    if (runner.equals(Runners.DIRECT)) {
      return resource("runner-configs/direct.properties");
    }
    String master = settings.text("flinkMaster").orElse("");
    return EmbeddedFlink.isEmbedded(
            master, RunnerDefaults.class.getClassLoader().getClass().getName())
        ? resource("runner-configs/flink-embedded.properties")
        : resource("runner-configs/flink-cluster.properties");
  }

  /** The Flink configuration of an embedded run, which replaces the one that was given, if any. */
  static Optional<Setting> flinkConfDir(String runner, Settings settings) {
    String master = settings.text("flinkMaster").orElse("");
    String given = settings.text(FLINK_CONF_DIR).orElse("");
    return runner.equals(Runners.FLINK)
        ? EmbeddedFlink.configuration(master, given)
            .map(path -> Setting.argument(FLINK_CONF_DIR, Optional.of(path.toString())))
        : Optional.empty();
  }

  private static List<Setting> resource(String name) {
    try {
      return ConfigFile.resource(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
