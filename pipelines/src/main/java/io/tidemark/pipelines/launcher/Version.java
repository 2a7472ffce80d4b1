// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions that the build wrote down. */
final class Version {
  private Version() {}

  static String text() {
    return "tidemark " + written("version");
  }

  /** The Flink whose clusters run our jobs, such as 1.19. */
  static String flinkMinor() {
    return written("flink");
  }

  private static String written(String name) {
    try (InputStream in = Version.class.getResourceAsStream("/tidemark.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
