// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/**
 * The same input gives the same rows, to the bit, on every runner, from files as a whole and from a
 * stream, whatever the parallelism.
 */
@RunWith(Parameterized.class)
public class RunnersAgreeTest {
  private static final String[] DIRECT = {
    "--runner=direct", "--enforceImmutability=true", "--enforceEncodability=true"
  };
  private static final String[] FLINK_1 = {"--runner=flink", "--parallelism=1"};
  private static final String[] FLINK_4 = {"--runner=flink", "--parallelism=4"};
  private static final String[] FLINK_STREAMING = {
    "--runner=flink", "--parallelism=4", "--streaming=true"
  };

  /** More than any disorder of the input but that of the late records. */
  private static final String[] REPLAY = {"--replay", "--maxDelay=10m"};

  @ClassRule public static final TemporaryFolder INPUT = new TemporaryFolder();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String windows;

  public RunnersAgreeTest(String windows) {
    this.windows = windows;
  }

  /** Every kind of window. */
  @Parameters(name = "{0}")
  public static List<String> windows() {
    return List.of(
        "fixed:7m", "sliding:1h/13m", "session:3m", "calendar:day", "global", "count:50/20");
  }

  @Test
  public void onFilesAndStreams() throws IOException {
    Path file = input(false);
    Run reference = run(file, DIRECT);

    assertThat(reference.rows(), not(hasSize(0)));
    assertAgrees(reference, run(file, FLINK_1));
    assertAgrees(reference, run(file, FLINK_4));
    assertAgrees(reference, run(file, FLINK_STREAMING));
    assertAgrees(reference, run(file, DIRECT, REPLAY));
    assertAgrees(reference, run(file, FLINK_4, REPLAY));
  }

  @Test
  public void onWhatIsLateEverywhere() throws IOException {
    assumeTrue("the global window never closes", !windows.equals("global"));
    Path file = input(true);
    Run reference = run(file, DIRECT, REPLAY);
    Run flink = run(file, FLINK_1, REPLAY);

    assertThat(flink.rows(), equalTo(reference.rows()));
    assertThat(reference.ledger().get(2), equalTo(20L));
    assertThat(flink.ledger(), equalTo(reference.ledger()));
    // The watermark that found a reading late is the runner's own.
    assertThat(withoutWatermark(flink.late()), equalTo(withoutWatermark(reference.late())));
  }

  @Test
  public void shardsHoldWhatOneFileHolds() throws IOException {
    assumeTrue("the windows do not matter", windows.startsWith("fixed"));
    Path file = input(false);
    List<String> rows = run(file, DIRECT).rows();
    for (String[] runner : new String[][] {DIRECT, FLINK_4}) {
      for (String[] stream : new String[][] {{}, REPLAY}) {
        Path directory = folder.newFolder().toPath();
        List<String> options = options(file, runner, stream);
        options.add(0, "average");
        options.add("--output=" + directory + "/");
        Run.line(directory, options.toArray(new String[0])).succeeds();

        assertThat(rowsOf(directory), equalTo(rows));
      }
    }
  }

  @Test
  public void emptyWindowsAreFilledAlike() throws IOException {
    assumeTrue("these windows are made small enough", windows.startsWith("fixed"));
    Path file = input(false);
    for (String fill : List.of("previous", "linear", "value(0.5)")) {
      String[] filled = {"--window=fixed:10s", "--fill=" + fill, "--maxGap=30s", "--forget=1m"};
      Run reference = run(file, DIRECT, filled);
      assertThat(
          fill,
          reference.rows().stream().filter(row -> row.contains(",FILLED,")).count(),
          greaterThan(500L));
      assertAgrees(reference, run(file, FLINK_4, filled));
      assertAgrees(reference, run(file, DIRECT, REPLAY, filled));
      assertAgrees(reference, run(file, FLINK_4, REPLAY, filled));
    }
  }

  private static void assertAgrees(Run reference, Run other) throws IOException {
    assertThat(other.rows(), equalTo(reference.rows()));
    assertThat(other.ledger(), equalTo(reference.ledger()));
    assertThat(other.late(), hasSize(0));
    assertThat(
        other.rejected().stream().sorted().toList(),
        equalTo(reference.rejected().stream().sorted().toList()));
  }

  private Run run(Path file, String[]... options) throws IOException {
    return Run.average(folder.newFolder().toPath(), options(file, options).toArray(new String[0]))
        .succeeds();
  }

  private List<String> options(Path file, String[]... more) {
    List<String> options = new ArrayList<>();
    options.add("--input=" + file);
    options.add("--key=sensor");
    options.add("--value=a,b");
    options.add("--time=time");
    options.add(
        "--statistics=count,sum,mean,min,max,variance,stddev,first,last,median,p99.9,distinct,delta,"
            + "delta(counter),rate,rate(counter),ewma(2m),timeWeightedMean(5m),"
            + "timeWeightedMean(linear,5m)");
    for (String[] group : more) {
      options.addAll(Arrays.asList(group));
    }
    if (options.stream().noneMatch(option -> option.startsWith("--window="))) {
      options.add("--window=" + windows);
    }
    return options;
  }

  private static List<String> withoutWatermark(List<String> rows) {
    return rows.stream().map(row -> row.replaceAll(",[^,]*,[^,]*$", "")).toList();
  }

  private static List<String> rowsOf(Path directory) throws IOException {
    List<String> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.readAllLines(file).stream().skip(1).forEach(rows::add);
      }
    }
    rows.sort(null);
    return rows;
  }

  /**
   * Three hours across 1970 of five sensors, up to five minutes out of order, with values over 300
   * orders of magnitude, some missing and some broken; and maybe some that come two days late.
   */
  private static Path input(boolean withLate) throws IOException {
    Path file = INPUT.getRoot().toPath().resolve(withLate ? "late.csv" : "in-time.csv");
    if (Files.exists(file)) {
      return file;
    }
    long seed = Seed.of("RunnersAgreeTest");
    Random random = new Random(seed);
    long start = Instant.parse("1969-12-31T22:30:00Z").toEpochMilli();
    List<String> lines = new ArrayList<>(List.of("sensor,time,a,b"));
    for (int i = 0; i < 3_000; i++) {
      long time = start + i * 3_600L + random.nextInt(300_000);
      lines.add(line(random, random.nextInt(5), time));
      if (withLate && i >= 2_000 && i % 100 == 0) {
        lines.add("s0," + Instant.ofEpochMilli(time - 2 * 86_400_000L) + ",1,2");
      }
    }
    Files.write(file, lines);
    return file;
  }

  private static String line(Random random, int sensor, long time) {
    double magnitude = Math.pow(10, random.nextInt(300) - 150);
    String a = random.nextInt(50) == 0 ? "" : Double.toString(random.nextGaussian() * magnitude);
    String b = random.nextInt(50) == 0 ? "--" : Double.toString(random.nextInt(400) / 10.0);
    String text = "s" + sensor + "," + Instant.ofEpochMilli(time) + "," + a + "," + b;
    return random.nextInt(200) == 0 ? text.substring(0, 10) : text;
  }
}
