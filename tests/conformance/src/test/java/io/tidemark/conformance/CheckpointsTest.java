// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Checkpoints in the midst of bundles change nothing: no watermark overtakes the readings that a
 * bundle still has to give out.
 */
public class CheckpointsTest {
  private static final int ROWS = 100_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aRunWithManyCheckpointsIsARunWithout() throws IOException {
    Path input = input();
    Run whole = run(input);
    Run checkpointed =
        run(
            input,
            "--replay",
            "--maxDelay=4s",
            "--runner=flink",
            "--parallelism=2",
            "--maxBundleSize=10000",
            "--checkpointingInterval=10");

    assertThat(checkpointed.ledger(), equalTo(whole.ledger()));
    assertThat(checkpointed.rows(), equalTo(whole.rows()));
  }

  private Run run(Path input, String... more) throws IOException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--input=" + input,
                "--key=sensor",
                "--value=value",
                "--time=time",
                "--timeFormat=epochMillis",
                "--window=sliding:1m/10s"));
    options.addAll(List.of(more));
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0])).succeeds();
  }

  /** Ten sensors, a reading a tenth of a second, up to four seconds out of order. */
  private Path input() throws IOException {
    long seed = Seed.of("CheckpointsTest");
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("sensor,time,value"));
    for (int i = 0; i < ROWS; i++) {
      long time = i * 100L - random.nextInt(4_000);
      lines.add("s" + random.nextInt(10) + "," + time + "," + random.nextInt(400) / 10.0);
    }
    return Files.write(folder.getRoot().toPath().resolve("input.csv"), lines);
  }
}
