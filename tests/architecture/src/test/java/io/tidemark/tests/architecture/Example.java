// SPDX-License-Identifier: Apache-2.0
package io.tidemark.tests.architecture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One preformatted code block of a Javadoc comment. */
record Example(Path file, int firstLine, List<String> lines) {
  private static final String OPEN = "<pre>{@code";
  private static final String CLOSE = "}</pre>";

  static List<Example> in(Path file) {
    List<Example> examples = new ArrayList<>();
    List<String> source = Sources.read(file).lines().toList();
    for (int i = 0; i < source.size(); i++) {
      if (source.get(i).strip().startsWith("* " + OPEN)) {
        Example example = from(file, source, i);
        examples.add(example);
        i += example.lines.size();
      }
    }
    return examples;
  }

  /** Line by line, so that a message of the compiler can be traced back. */
  private static Example from(Path file, List<String> source, int open) {
    List<String> lines = new ArrayList<>();
    String line = text(source.get(open)).strip().substring(OPEN.length());
    for (int i = open + 1; !line.strip().endsWith(CLOSE); i++) {
      lines.add(line);
      if (i == source.size()) {
        throw new AssertionError(file + ":" + (open + 1) + ": " + OPEN + " is never closed");
      }
      line = text(source.get(i));
    }
    lines.add(line.strip().substring(0, line.strip().length() - CLOSE.length()));
    return new Example(file, open + 1, lines);
  }

  /** What stands after the asterisk of a comment's line. */
  private static String text(String commentLine) {
    return commentLine.strip().replaceFirst("^\\*", "");
  }

  /** The place of a line of this example, the first is 0. */
  String place(long line) {
    return file + ":" + (firstLine + line);
  }

  @Override
  public String toString() {
    return file.getFileName() + ":" + firstLine;
  }
}
