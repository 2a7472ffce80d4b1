// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What Prometheus finds while a run is under way on Flink. */
public class PrometheusTest {
  private static final String PREFIX = "flink_taskmanager_job_task_operator_tidemark_";
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(\\{.*})? (\\S+)");
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Instant hour =
      Instant.ofEpochSecond((Instant.now().getEpochSecond() - 2 * DAY) / HOUR * HOUR);
  private Path in;
  private int port;

  @Before
  public void prepare() throws IOException {
    in = folder.newFolder("in").toPath();
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  @Test
  public void theMetricsOfALiveRunAreItsLedgerAndWhatDashboardAlertsAndPageNeed() throws Exception {
    CompletableFuture<Run> running = CompletableFuture.supplyAsync(this::run);
    // The first window ends; of the one after it there are two readings.
    moveIn("first.csv", "0,1", "10,2", "20,", "30,x", "7200,3", "7210,4");
    await(running, "a result", () -> metric("results_on_time") == 1);
    // One that is late, and another for the window that is open.
    moveIn("second.csv", "15,5", "7220,6");
    await(running, "a late reading", () -> metric("read") == 8 && metric("late") == 1);
    await(running, "the watermark", () -> watermarkIs(hour.plusSeconds(7_220 - 60)));
    Map<String, Double> last = scrape();

    assertThat(
        running.get().succeeds().ledger(),
        equalTo(
            List.of(
                count(last, "read"),
                count(last, "used"),
                count(last, "late"),
                count(last, "missing"),
                count(last, "rejected"))));
    assertThat(count(last, "read"), equalTo(8L));
    assertThatDelaysAreAddedUp(last);
    assertThat(count(last, "state_series"), equalTo(1L));
    assertThat(count(last, "state_panes"), equalTo(1L));
    assertThat(count(last, "state_bytes"), greaterThan(0L));
    assertThat(documented(last.keySet()), equalTo(MonitoringFiles.documented()));
    assertThatAllIsThere(last.keySet());
  }

  @Test
  public void theSettingsAreThoseOfThisTest() throws IOException {
    assertThat(
        MonitoringFiles.yaml("flink-reporter.yaml").get("metrics.reporter.prom.factory.class"),
        equalTo("org.apache.flink.metrics.prometheus.PrometheusReporterFactory"));
    assertThat(
        MonitoringFiles.yaml("prometheus.yml").get("rule_files"), equalTo(List.of("alerts.yml")));
  }

  private void assertThatDelaysAreAddedUp(Map<String, Double> last) {
    // They are two days old, the two without a value too.
    assertThat(count(last, "reading_delay_le_86400s"), equalTo(0L));
    assertThat(count(last, "reading_delay_le_inf"), greaterThanOrEqualTo(6L));
    assertThat(count(last, "result_delay_le_86400s"), equalTo(0L));
    assertThat(count(last, "result_delay_le_inf"), equalTo(1L));
  }

  private boolean watermarkIs(Instant expected) {
    return scrape().entrySet().stream()
        .filter(each -> each.getKey().startsWith(PREFIX + "partition_watermark_ms_"))
        .anyMatch(each -> each.getValue() == expected.toEpochMilli());
  }

  private static void assertThatAllIsThere(Set<String> exported) throws IOException {
    List<String> queries = MonitoringFiles.queries();
    assertThat(
        queries.stream().map(MonitoringFiles::metricsOf).toList(),
        everyItem(not(equalTo(Set.of()))));
    for (String query : queries) {
      for (String metric : MonitoringFiles.metricsOf(query)) {
        assertThat(query, exported, hasItem(matchesPattern(metric)));
      }
    }
  }

  private static Set<String> documented(Set<String> exported) {
    return exported.stream()
        .filter(name -> name.startsWith(PREFIX))
        .map(name -> MonitoringFiles.asDocumented(name.substring(PREFIX.length())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Run run() {
    return Run.line(
        folder.getRoot().toPath(),
        "average",
        "--runner=flink",
        "--flinkConfDir=" + flinkConfiguration(),
        "--parallelism=2",
        "--checkpointingInterval=200",
        "--input=" + in,
        "--watch=100ms",
        "--stopWhenIdle=10s",
        "--value=v",
        "--time=time",
        "--window=fixed:1h",
        "--maxDelay=1m",
        "--output=jdbc:h2:" + folder.getRoot().toPath().resolve("db") + "?table=averages",
        "--createTable",
        "--ledger=" + folder.getRoot().toPath().resolve("ledger.json"));
  }

  private Path flinkConfiguration() {
    try {
      Path conf = folder.newFolder("conf").toPath();
      Files.writeString(
          conf.resolve("config.yaml"),
          String.join(
              "\n",
              "jobmanager.bind-host: localhost",
              "rest.bind-address: localhost",
              "metrics.reporter.prom.factory.class:"
                  + " org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
              "metrics.reporter.prom.port: " + port,
              ""));
      return conf;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file of readings, each its seconds after the hour and its value. */
  private void moveIn(String name, String... readings) throws IOException {
    StringBuilder text = new StringBuilder("time,v\n");
    for (String reading : readings) {
      String[] cells = reading.split(",", -1);
      text.append(hour.plusSeconds(Long.parseLong(cells[0])) + "," + cells[1] + "\n");
    }
    Path written = folder.getRoot().toPath().resolve(name);
    Files.writeString(written, text);
    Files.move(written, in.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void await(CompletableFuture<Run> running, String what, Condition condition) {
    Await.until(
        what,
        () -> {
          assertThat(running.isDone() ? running.get().err() : "", running.isDone(), equalTo(false));
          return condition.holds();
        });
  }

  private interface Condition {
    boolean holds();
  }

  private long metric(String name) {
    return count(scrape(), name);
  }

  private static long count(Map<String, Double> metrics, String name) {
    return Math.round(metrics.getOrDefault(PREFIX + name, -1.0));
  }

  /** The metrics by their names, of all tasks together; none while nobody answers. */
  private Map<String, Double> scrape() {
    Map<String, Double> sums = new TreeMap<>();
    text()
        .lines()
        .map(SAMPLE::matcher)
        .filter(Matcher::matches)
        .forEach(line -> sums.merge(line.group(1), Double.valueOf(line.group(3)), Double::sum));
    return sums;
  }

  private String text() {
    try {
      URLConnection connection =
          URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
      connection.setRequestProperty("Connection", "close");
      try (InputStream body = connection.getInputStream()) {
        return new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException notYet) {
      return "";
    }
  }
}
