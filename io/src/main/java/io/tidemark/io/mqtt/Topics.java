// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a topic filter and a topic may be. */
final class Topics {
  private static final int LONGEST = 65_535;

  private Topics() {}

  /**
   * A filter to subscribe to.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static void requireFilter(String filter) {
    requireText(filter);
    if (filter.startsWith("$share/")) {
      throw new IllegalArgumentException("a shared subscription is --mqttShare=GROUP");
    }
    List<String> levels = List.of(filter.split("/", -1));
    for (int i = 0; i < levels.size(); i++) {
      String level = levels.get(i);
      if (level.contains("+") && !level.equals("+")) {
        throw new IllegalArgumentException("+ must be a whole level of the topic, between slashes");
      }
      if (level.contains("#") && !(level.equals("#") && i == levels.size() - 1)) {
        throw new IllegalArgumentException("# must be the whole last level of the topic");
      }
    }
  }

  /**
   * A name to publish to.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static void requireName(String topic) {
    requireText(topic);
    requirePlain(topic);
    if (topic.startsWith("$")) {
      throw new IllegalArgumentException("a topic must not start with $, which is the broker's");
    }
  }

  /**
   * A part of a name.
   *
   * @throws IllegalArgumentException that says what is wrong with it
   */
  static void requirePlain(String part) {
    if (part.indexOf('+') >= 0 || part.indexOf('#') >= 0 || part.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a topic must not have +, # or NUL");
    }
  }

  private static void requireText(String topic) {
    if (topic.isEmpty()) {
      throw new IllegalArgumentException("a topic must not be empty");
    }
    if (topic.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a topic must not have NUL");
    }
    if (topic.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException("a topic must have 65535 bytes at most");
    }
  }
}
