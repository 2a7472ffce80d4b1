// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks;

import io.tidemark.benchmarks.files.FilesComparison;
import io.tidemark.benchmarks.kafka.KafkaComparison;
import io.tidemark.benchmarks.measure.Arguments;
import io.tidemark.benchmarks.postgres.PostgresComparison;
import io.tidemark.benchmarks.recovery.RecoveryComparison;
import io.tidemark.benchmarks.sliding.CostComparison;
import io.tidemark.benchmarks.sliding.MemoryComparison;
import io.tidemark.benchmarks.sliding.SlidingComparison;
import java.util.Arrays;
import java.util.List;

/** Runs the comparison that the first word names; the others are its options. */
public final class Benchmarks {
  private static final String USAGE =
      "must be sliding, costs, files, kafka, postgres, memory or recovery; see README.md";

  private Benchmarks() {}

  /** Ends with 1 where something failed or results differ, with 2 where the options are wrong. */
  public static void main(String[] words) {
    System.exit(run(Arrays.asList(words)));
  }

  private static int run(List<String> words) {
    try {
      String name = words.isEmpty() ? "" : words.get(0);
      Arguments arguments = Arguments.parse(words.subList(Math.min(1, words.size()), words.size()));
      boolean well =
          switch (name) {
            case "costs" -> CostComparison.run(arguments);
            case "files" -> FilesComparison.run(arguments);
            case "kafka" -> KafkaComparison.run(arguments);
            case "postgres" -> PostgresComparison.run(arguments);
            case "memory" -> MemoryComparison.run(arguments);
            case "recovery" -> RecoveryComparison.run(arguments);
            case "sliding" -> SlidingComparison.run(arguments);
            default -> throw new IllegalArgumentException("'" + name + "': " + USAGE);
          };
      return well ? 0 : 1;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    }
  }
}
