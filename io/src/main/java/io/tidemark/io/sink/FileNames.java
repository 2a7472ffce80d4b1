// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import java.util.regex.Pattern;

/** Names of the files in an output directory. */
final class FileNames {
  /** The group of rows that have none. */
  static final String GLOBAL = "global";

  private static final Pattern PANE = Pattern.compile(".+-pane-\\d+-\\d{5}-of-\\d{5}\\.\\w+");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._+-]");

  private FileNames() {}

  /** One shard of a bounded output: {@code part-00000-of-00003.csv}. */
  static String part(int shard, int shards, String extension) {
    return String.format("part-%05d-of-%05d%s", shard, shards, extension);
  }

  /** One shard of one pane of an unbounded output: {@code global-pane-7-00000-of-00001.csv}. */
  static String pane(String group, long pane, int shard, int shards, String extension) {
    return String.format("%s-pane-%d-%05d-of-%05d%s", group, pane, shard, shards, extension);
  }

  /** Whether a file is of an unbounded output. */
  static boolean isPane(String name) {
    return PANE.matcher(name).matches();
  }

  /** The group as part of a file name: whatever is not a letter, digit or ._+- becomes a dash. */
  static String safe(String group) {
    return group == null || group.isEmpty() ? GLOBAL : UNSAFE.matcher(group).replaceAll("-");
  }
}
