// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Files that are cut into ranges give what the general reader and the reference make of them. */
public class LargeFilesTest {
  private static final int ROWS = 600_000;
  private static final String WITHIN_QUOTES = "none,2026-01-01T00:00:00Z,9\n";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void onEveryRunner() throws IOException {
    Path input = folder.newFolder().toPath();
    Random random = new Random(Seed.of("LargeFilesTest"));
    write(input.resolve("plain.csv"), random, ROWS);
    write(input.resolve("quoted.csv"), random, random.nextInt(ROWS));
    Files.writeString(
        input.resolve("small.csv"), "station,time,temp\nsmall,2026-01-01T00:00:00Z,1\n");
    assertThat(
        "less is not cut",
        Files.size(input.resolve("plain.csv")) + Files.size(input.resolve("quoted.csv")),
        greaterThan(32L << 20));

    Run reference = run(input, "--runner=flink", "--plan=reference");
    assertThat(reference.rejected().size(), greaterThan(0));
    assertThat(String.join("\n", reference.rows()), not(equalTo("")));
    for (String[] runner :
        new String[][] {
          {"--runner=direct"},
          {"--runner=flink", "--parallelism=3"},
          {"--runner=flink", "--streaming=true"}
        }) {
      Run run = run(input, runner);
      assertThat(run.rows(), equalTo(reference.rows()));
      assertThat(run.ledger(), equalTo(reference.ledger()));
      assertThat(sorted(run.rejected()), equalTo(sorted(reference.rejected())));
    }
  }

  /**
   * Writes rows of which some are broken, and some lines empty.
   *
   * @param quoted the row before which there is one whose key goes over thousands of lines
   */
  private static void write(Path file, Random random, int quoted) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("station,time,temp\n");
      for (int row = 0; row < ROWS; row++) {
        if (row == quoted) {
          out.write('"' + WITHIN_QUOTES.repeat(40_000) + "\",2026-01-01T00:00:00Z,1\n");
        }
        out.write(random.nextInt(50_000) == 0 ? "x,never,1\n" : "");
        out.write(random.nextInt(50_000) == 0 ? "\n" : "");
        out.write(
            String.format(
                "station-%d,2026-01-%02dT%02d:00:00Z,%d.%d%n",
                random.nextInt(50),
                1 + random.nextInt(28),
                random.nextInt(24),
                random.nextInt(80) - 40,
                random.nextInt(10)));
      }
    }
  }

  private Run run(Path input, String... runner) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + input,
                "--key=station",
                "--value=temp",
                "--time=time",
                "--window=fixed:1d"));
    options.addAll(List.of(runner));
    return Run.average(folder.newFolder().toPath(), options.toArray(String[]::new)).succeeds();
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }
}
