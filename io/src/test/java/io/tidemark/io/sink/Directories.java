// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.sink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is in a directory, hidden files and directories included. */
final class Directories {
  private Directories() {}

  /** The lines of each file below the directory, by its relative path. */
  static Map<String, List<String>> contents(Path directory) throws IOException {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(directory.relativize(path).toString(), Files.readAllLines(path));
      }
    }
    return contents;
  }

  /** All lines of all files but their headers, sorted. */
  static List<String> rows(Path directory) throws IOException {
    List<String> rows = new ArrayList<>();
    contents(directory).values().forEach(lines -> rows.addAll(lines.subList(1, lines.size())));
    rows.sort(null);
    return rows;
  }

  /** The names of everything directly in the directory, sorted. */
  static List<String> names(Path directory) throws IOException {
    try (Stream<Path> paths = Files.list(directory)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
