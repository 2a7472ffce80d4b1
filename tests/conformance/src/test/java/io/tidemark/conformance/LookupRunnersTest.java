// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.tidemark.pipelines.launcher.Launcher;
import io.tidemark.pipelines.lookup.LookupPipeline;
import io.tidemark.testing.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** The same table and requests give the same answers on every runner, as files and as streams. */
@RunWith(Parameterized.class)
public class LookupRunnersTest {
  private static final int READINGS = 2_000;
  private static final int REQUESTS = 300;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String what;
  private final String[] options;

  public LookupRunnersTest(String what, String[] options) {
    this.what = what;
    this.options = options;
  }

  /** Readings and averages. */
  @Parameters(name = "{0}")
  public static List<Object[]> tables() {
    return List.of(
        new Object[] {"readings", new String[] {"--history=1d"}},
        new Object[] {
          "averages", new String[] {"--window=sliding:10m/2m", "--statistics=count,mean,stddev"}
        },
        new Object[] {"short lived", new String[] {"--timeToLive=90s"}});
  }

  /** Four seconds apart, up to a minute out of order; requests are as well. */
  @Before
  public void makeInput() throws IOException {
    long seed = Seed.of("LookupRunnersTest " + what);
    Random random = new Random(seed);
    List<String> table = new ArrayList<>(List.of("sensor,time,a,b"));
    for (int i = 0; i < READINGS; i++) {
      long time = i * 4_000L - random.nextInt(60_000);
      table.add(
          String.join(
              ",",
              sensor(random),
              "" + time,
              "" + random.nextInt(400),
              "" + random.nextGaussian()));
    }
    List<String> requests = new ArrayList<>(List.of("sensor,at,id"));
    for (int i = 0; i < REQUESTS; i++) {
      long time = random.nextInt(60_000) + i * 4_000L * READINGS / REQUESTS;
      requests.add(sensor(random) + "," + time + ",q" + i);
    }
    Files.write(path("table.csv"), table);
    Files.write(path("requests.csv"), requests);
  }

  private static String sensor(Random random) {
    return "s" + random.nextInt(12);
  }

  @Test
  public void onFilesAndStreams() throws IOException {
    List<String> direct = answers("--runner=direct");

    assertThat(direct, hasSize(2 * REQUESTS));
    assertThat(answers("--runner=flink", "--parallelism=3"), equalTo(direct));
    assertThat(answers("--runner=direct", "--replay", "--maxDelay=5m"), equalTo(direct));
    assertThat(
        answers("--runner=flink", "--parallelism=3", "--replay", "--maxDelay=5m"), equalTo(direct));
  }

  private List<String> answers(String... runner) throws IOException {
    Path answers = path("answers.csv");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "lookup",
                "--table=" + path("table.csv"),
                "--key=sensor",
                "--value=a,b",
                "--time=time",
                "--timeFormat=epochMillis",
                "--requests=" + path("requests.csv"),
                "--requestId=id",
                "--requestTime=at",
                "--answers=" + answers));
    arguments.addAll(Arrays.asList(options));
    arguments.addAll(Arrays.asList(runner));
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Launcher.of(new LookupPipeline())
            .run(
                arguments.toArray(new String[0]),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    assertThat(err.toString(StandardCharsets.UTF_8), code, equalTo(0));
    return Files.readAllLines(answers).stream().skip(1).sorted().toList();
  }

  private Path path(String name) {
    return folder.getRoot().toPath().resolve(name);
  }
}
