// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import io.tidemark.pipelines.preflight.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The tested options of a runner, those inside this JVM from {@code runner-configs}. */
final class RunnerDefaults {
  private static final String FLINK_MASTER = "flinkMaster";
  private static final String FLINK_CONF_DIR = "flinkConfDir";

  private RunnerDefaults() {}

  /** The options of a runner that nobody needs to give. */
  static List<Setting> of(String runner, Settings settings) {
    return resource(
        switch (place(runner, settings)) {
          case DIRECT -> "runner-configs/direct.properties";
          case EMBEDDED_FLINK -> "runner-configs/flink-embedded.properties";
          case FLINK_CLUSTER, FLINK_JOB -> "runner-configs/flink-cluster.properties";
        });
  }

  /** Where a run with these settings takes place. */
  static Place place(String runner, Settings settings) {
    if (runner.equals(Runners.DIRECT)) {
      return Place.DIRECT;
    }
    String master = settings.text(FLINK_MASTER).orElse("");
    if (EmbeddedFlink.isEmbedded(
        master, RunnerDefaults.class.getClassLoader().getClass().getName())) {
      return Place.EMBEDDED_FLINK;
    }
    return master.isEmpty() || master.startsWith("[") ? Place.FLINK_JOB : Place.FLINK_CLUSTER;
  }

  /** The Flink configuration of an embedded run, which replaces the one that was given, if any. */
  static Optional<Setting> flinkConfDir(String runner, Settings settings) {
    String master = settings.text(FLINK_MASTER).orElse("");
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
