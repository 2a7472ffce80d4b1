// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import io.tidemark.transforms.alerts.AlertState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code alert} on the command line: the same alerts on every runner, and on recorded data. */
public class AlertRunsTest {
  private static final String RULES =
      """
      rules:
        - name: high
          above: 30
          clear: 25
          for: 20s
          cooldown: 10s
        - name: jump
          rate: 35
          per: 1s
        - name: quiet
          silence: 15s
        - name: odd
          zscore: 2.5
          readings: 20
        - name: drifting
          ewma: 2
          readings: 30
          for: 5s
        - name: all-high
          by: []
          above: 22
          clear: 21
          for: 2s
        - name: one-quiet
          by: []
          members: 25%
          silence: 10s
        - name: half-high
          by: sensor
          members: 50%
          stale: 30s
          above: 30
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void runnersAgreeOnFilesAndStreams() throws IOException {
    String input = "--input=" + input();
    List<String> direct = alerts("--runner=direct", input);

    assertThat(direct, hasSize(greaterThan(50)));
    for (String rule :
        List.of("high", "jump", "quiet", "odd", "drifting", "all-high", "one-quiet", "half-high")) {
      assertThat(rule, direct.stream().anyMatch(row -> row.contains("," + rule + ",")));
    }
    requireOneOfEach(direct);
    assertThat(alerts("--runner=flink", "--parallelism=4", input), equalTo(direct));
    String replay = "--replay";
    assertThat(alerts("--runner=direct", input, replay), equalTo(direct));
    assertThat(alerts("--runner=flink", "--parallelism=3", input, replay), equalTo(direct));
  }

  @Test
  public void runnersAgreeOnWindows() throws IOException {
    String[] options = {"--input=" + input(), "--window=sliding:10s/2s", "--statistics=mean,max"};
    List<String> direct = alerts(with(options, "--runner=direct"));

    assertThat(direct, hasSize(greaterThan(20)));
    requireOneOfEach(direct);
    assertThat(alerts(with(options, "--runner=flink", "--parallelism=3")), equalTo(direct));
    assertThat(alerts(with(options, "--runner=direct", "--replay")), equalTo(direct));
  }

  @Test
  public void bothAnomaliesOfTheTemperatureAreFound() throws IOException {
    Path recording = Path.of("../../../shared/data/nab/ambient_temperature_system_failure.csv");
    assumeTrue("no " + recording, Files.exists(recording));
    String page = Files.readString(Path.of("../../src/site/markdown/alerts.md"));
    String rules = page.substring(page.lastIndexOf("```yaml\n") + 8);
    Path file = folder.getRoot().toPath().resolve("nab.yaml");
    Files.writeString(file, rules.substring(0, rules.indexOf("```")));
    for (String runner : List.of("--runner=direct", "--runner=flink")) {
      Run run =
          Run.alert(
                  folder.newFolder().toPath(),
                  runner,
                  "--input=" + recording,
                  "--value=value",
                  "--time=timestamp",
                  "--timeFormat=yyyy-MM-dd HH:mm:ss",
                  "--rules=" + file)
              .succeeds();

      assertThat(run.ledger(), contains(7267L, 7267L, 0L, 0L, 0L));
      assertBothFound(
          run.rows().stream()
              .map(row -> row.split(",", -1))
              .filter(row -> row[5].equals("FIRING"))
              .map(row -> Instant.parse(row[8]))
              .sorted()
              .toList());
    }
  }

  private static void assertBothFound(List<Instant> fired) {
    assertThat(fired, hasSize(19));
    assertThat(
        between(fired, "2013-12-15T07:00:00Z", "2013-12-30T09:00:00Z"),
        contains(Duration.ofHours(6 * 24 + 14)));
    List<Duration> second = between(fired, "2014-03-29T15:00:00Z", "2014-04-20T22:00:00Z");
    assertThat(second, hasSize(2));
    assertThat(second, hasItem(Duration.ofHours(47)));
  }

  @Test
  public void theDemoShowsWhatThereIsAndItsLedgerBalances() throws IOException {
    Path out = folder.newFolder().toPath();
    Run run = Run.alert(out, "--input=demo:").succeeds();

    assertThat(run.ledger(), contains(10_000L, 9_734L, 104L, 102L, 60L));
    assertThat(run.late(), hasSize(104));
    assertThat(
        Files.readAllLines(out.resolve("output.csv")), hasItem(startsWith("alert_id,rule,")));
    assertThat(run.rows(), hasSize(greaterThan(10)));
    requireOneOfEach(run.rows());
  }

  @Test
  public void aTableHasTheNewestStepOfEachAlertAlsoAfterAnotherRun() throws Exception {
    Path out = folder.newFolder().toPath();
    Map<String, String> newest = new TreeMap<>();
    Run.alert(out, "--input=demo:").succeeds().rows().stream()
        .map(row -> row.split(",", -1))
        .forEach(row -> newest.merge(row[0], row[5], AlertRunsTest::later));
    String database = "jdbc:h2:" + out.resolve("db");

    for (int run = 0; run < 2; run++) {
      String table = "--output=" + database + "?table=alerts";
      Run once = Run.line(out, "alert", "--input=demo:", table, "--createTable");
      assertThat(once.err(), once.exitCode(), equalTo(0));
    }

    Map<String, String> table = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM alerts")) {
      while (rows.next()) {
        assertThat(table.put(rows.getString("alert_id"), rows.getString("state")), nullValue());
      }
    }
    assertThat(table, equalTo(newest));
  }

  private static String later(String some, String other) {
    return AlertState.valueOf(some).compareTo(AlertState.valueOf(other)) > 0 ? some : other;
  }

  /** How long after a begin each is that is before an end. */
  private static List<Duration> between(List<Instant> times, String begin, String end) {
    return times.stream()
        .filter(time -> !time.isBefore(Instant.parse(begin)))
        .filter(time -> !time.isAfter(Instant.parse(end)))
        .map(time -> Duration.between(Instant.parse(begin), time))
        .toList();
  }

  private static void requireOneOfEach(List<String> rows) {
    Set<String> seen = new HashSet<>();
    for (String row : rows) {
      String[] columns = row.split(",", -1);
      assertThat(row, seen.add(columns[0] + columns[5]));
    }
  }

  private List<String> alerts(String... options) throws IOException {
    Path rules = folder.getRoot().toPath().resolve("rules.yaml");
    Files.writeString(rules, RULES);
    return Run.alert(
            folder.newFolder().toPath(),
            with(
                options,
                "--rules=" + rules,
                "--key=sensor",
                "--value=value",
                "--time=time",
                "--timeFormat=epochMillis"))
        .succeeds()
        .rows();
  }

  private static String[] with(String[] options, String... more) {
    return Stream.concat(Stream.of(options), Stream.of(more)).toArray(String[]::new);
  }

  /** Four sensors, out of order, and silent from time to time. */
  private Path input() throws IOException {
    long seed = Seed.of("AlertRunsTest");
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of("sensor,time,value"));
    double[] levels = {20, 20, 20, 20};
    for (int i = 0; i < 4_000; i++) {
      int sensor = random.nextInt(4);
      boolean silent = (i / 400 + sensor) % 5 == 0;
      levels[sensor] = Math.max(0, Math.min(40, levels[sensor] + random.nextGaussian() * 3));
      if (!silent) {
        long time = i * 250L - random.nextInt(4_000);
        lines.add("s" + sensor + "," + time + "," + Math.round(levels[sensor] * 10) / 10.0);
      }
    }
    return Files.write(folder.getRoot().toPath().resolve("input.csv"), lines);
  }
}
