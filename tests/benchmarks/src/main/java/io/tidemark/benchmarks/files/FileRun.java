// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.files;

import io.tidemark.benchmarks.measure.Arguments;
import java.nio.file.Path;
import java.util.List;

/** One run of one variant over one file, alone in its process. */
public final class FileRun {
  private FileRun() {}

  /** Runs what the options say, writes what it found and ends the process. */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(List.of(words));
    FileVariant variant = FileVariant.named(arguments.text("variant", ""));
    Dataset dataset = Dataset.named(arguments.text("data", ""));
    Path input = Path.of(arguments.text("input", ""));
    Path output = Path.of(arguments.text("output", ""));
    arguments.checkAllRead();
    Means means = new Means();
    variant.run(dataset, input, means);
    means.write(output);
    // Some engines have threads that would stay.
    System.exit(0);
  }
}
