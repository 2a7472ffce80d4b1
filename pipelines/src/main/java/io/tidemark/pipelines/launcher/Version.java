// SPDX-License-Identifier: Apache-2.0
package io.tidemark.pipelines.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the build wrote down. */
final class Version {
  private Version() {}

  static String text() {
    try (InputStream in = Version.class.getResourceAsStream("/tidemark.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return "tidemark " + properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
