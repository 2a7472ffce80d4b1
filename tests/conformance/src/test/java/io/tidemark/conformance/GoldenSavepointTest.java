// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Run;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * Checkpoints of earlier builds, from the middle of a run: this build goes on from each.
 *
 * <p>The first has sources that do not know what they are; the others take the settings of the run
 * that goes on.
 *
 * <p>Where one cannot be read any more, either the change is undone, or state has a new format on
 * purpose, with a word in the page about operations, and a new checkpoint takes its place here. How
 * one is made: run what {@link #savepoints} has and {@link #OPTIONS} at {@code --speed=5x}, with
 * {@code state.checkpoints.dir: file:///checkpoints} and {@code state.storage.fs.memory-threshold:
 * 1mb} in a Flink configuration, {@code --checkpointingInterval=500
 * --externalizedCheckpointsEnabled=true --retainExternalizedCheckpointsOnCancellation=true}; kill
 * it after twenty seconds; {@code gzip} the {@code _metadata}.
 */
@RunWith(Parameterized.class)
public class GoldenSavepointTest {
  private static final List<String> OPTIONS =
      List.of("--input=demo:2000", "--runner=flink", "--parallelism=1", "--maxParallelism=128");

  private static final int FIRST_STATISTIC = 6;
  private static final int REVISION = 5;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String savepoint;
  private final List<String> averages;

  public GoldenSavepointTest(String savepoint, List<String> averages) {
    this.savepoint = savepoint;
    this.averages = averages;
  }

  /** One for each format, and what it is of. */
  @Parameters(name = "{0}")
  public static List<Object[]> savepoints() {
    List<String> sliding =
        List.of(
            "--window=sliding:2m/30s",
            "--statistics=count,sum,mean,min,max,stddev,first,last,median,timeWeightedMean(1m)",
            "--allowedLateness=1m",
            "--maxDelay=0s");
    List<String> sessions =
        List.of("--window=session:500ms", "--statistics=count,sum,min,median", "--maxDelay=10s");
    List<String> counts =
        List.of("--window=count:20/5", "--statistics=count,sum,mean,stddev", "--maxDelay=10s");
    return List.of(
        new Object[] {"average-1", sliding},
        new Object[] {"average-2", sliding},
        new Object[] {"sessions-1", sessions},
        new Object[] {"counts-1", counts});
  }

  @Test
  public void thisBuildGoesOn() throws IOException {
    Run whole = run("--speed=1000x");
    Run rest = run("--flinkConfDir=" + configuration(), "--checkpointingInterval=500");

    assertThat(newest(whole), not(anEmptyMap()));
    assertThat(newest(rest), equalTo(newest(whole)));
    assertThat(rest.ledger(), equalTo(whole.ledger()));
  }

  private Run run(String... more) throws IOException {
    List<String> options = new ArrayList<>(OPTIONS);
    options.addAll(averages);
    options.addAll(List.of(more));
    return Run.average(folder.newFolder().toPath(), options.toArray(new String[0])).succeeds();
  }

  private Path configuration() throws IOException {
    Path kept = folder.newFolder().toPath();
    try (InputStream in =
        new GZIPInputStream(
            GoldenSavepointTest.class.getResourceAsStream("/savepoints/" + savepoint + ".gz"))) {
      Files.copy(in, kept.resolve("_metadata"));
    }
    Path configuration = folder.newFolder().toPath();
    Files.writeString(
        configuration.resolve("config.yaml"),
        "jobmanager.bind-host: localhost\nrest.bind-address: localhost\nexecution.savepoint.path: "
            + kept.toUri());
    return configuration;
  }

  /** The statistics of each window; how many results it took depends on the pace. */
  private static Map<String, String> newest(Run run) throws IOException {
    Map<String, String> newest = new TreeMap<>();
    Map<String, Integer> revisions = new TreeMap<>();
    for (String row : run.rows()) {
      String[] columns = row.split(",", FIRST_STATISTIC + 1);
      String window = columns[0] + " " + columns[2];
      int revision = Integer.parseInt(columns[REVISION]);
      if (revision >= revisions.getOrDefault(window, 0)) {
        revisions.put(window, revision);
        newest.put(window, columns[FIRST_STATISTIC]);
      }
    }
    return newest;
  }
}
