// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A job of a handful of readings, of each kind that a ledger knows; it ends when none come for a
 * while, and until then its numbers can be read.
 */
final class MeasuredJob {
  private static final List<String> COUNTS = List.of("read", "used", "late", "missing", "rejected");
  private static final Pattern IN_STATUS = Pattern.compile("(\\w+) ([\\d,]+) \\(");
  private static final Pattern SAMPLE =
      Pattern.compile("flink_taskmanager_job_task_operator_tidemark_(\\w+)\\{(.*)} (\\S+)");

  private final Cluster cluster;
  private final Path home;
  private final Instant hour = Instant.parse("2026-01-01T00:00:00Z");
  private final Map<String, Long> byPrometheus = new TreeMap<>();
  private final Map<String, Long> byRest = new TreeMap<>();

  private MeasuredJob(Cluster cluster, Path home) {
    this.cluster = cluster;
    this.home = home;
  }

  /** Submits it, and asks for its numbers when all readings are in them. */
  static MeasuredJob measure(Cluster cluster, Path home) throws Exception {
    MeasuredJob job = new MeasuredJob(cluster, home);
    Files.createDirectory(home.resolve("in"));
    cluster
        .run(
            "submit",
            "average",
            "--jobName=measured",
            "--input=" + home.resolve("in"),
            "--watch=100ms",
            "--stopWhenIdle=20s",
            "--checkpointingInterval=500",
            "--value=v",
            "--time=time",
            "--window=fixed:1h",
            "--maxDelay=1m",
            "--output=" + home.resolve("out") + "/",
            "--ledger=" + home.resolve("ledger.json"))
        .succeeds();
    job.read();
    return job;
  }

  private void read() throws Exception {
    // The first window ends; of the one after it there are two readings.
    moveIn("first.csv", "0,1", "10,2", "20,", "30,x", "7200,3", "7210,4");
    Await.until("a result", () -> prometheus().getOrDefault("results_on_time", 0L) == 1);
    moveIn("second.csv", "15,5", "7220,6");
    Await.until("a late reading", () -> prometheus().getOrDefault("late", 0L) == 1);
    Await.until("all of them", () -> prometheus().getOrDefault("read", 0L) == 8);
    byPrometheus.putAll(prometheus());
    byPrometheus.keySet().retainAll(COUNTS);
    byRest.putAll(rest());
  }

  /** What REST and Prometheus said while it ran is what its ledger says when it has ended. */
  void hasTheNumbersOfItsLedger() throws Exception {
    Path ledger = home.resolve("ledger.json");
    Await.until("its end", () -> Files.exists(ledger));
    JsonNode counts = new ObjectMapper().readTree(Files.readString(ledger));
    Map<String, Long> expected = new TreeMap<>();
    COUNTS.forEach(name -> expected.put(name, counts.path(name).asLong()));
    assertThat(expected.get("read"), equalTo(8L));
    assertThat("by Prometheus", byPrometheus, equalTo(expected));
    assertThat("by REST", byRest, equalTo(expected));
    Await.until(
        "its slots",
        () ->
            cluster
                .run("list")
                .out()
                .lines()
                .anyMatch(line -> line.matches(".*  FINISHED .* measured")));
  }

  /** As {@code status} finds them. */
  private Map<String, Long> rest() throws Exception {
    Map<String, Long> counts = new TreeMap<>();
    Matcher matcher = IN_STATUS.matcher(cluster.run("status", "measured").succeeds().out());
    while (matcher.find()) {
      counts.put(matcher.group(1), Long.parseLong(matcher.group(2).replace(",", "")));
    }
    return counts;
  }

  /** Of all processes together. */
  private Map<String, Long> prometheus() throws IOException {
    Map<String, Long> sums = new TreeMap<>();
    for (int port : cluster.prometheusPorts().toArray()) {
      scrape(port)
          .lines()
          .map(SAMPLE::matcher)
          .filter(Matcher::matches)
          .filter(sample -> sample.group(2).contains("job_name=\"measured\""))
          .forEach(
              sample ->
                  sums.merge(
                      sample.group(1), Math.round(Double.parseDouble(sample.group(3))), Long::sum));
    }
    return sums;
  }

  private static String scrape(int port) throws IOException {
    URLConnection connection =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openConnection();
    connection.setRequestProperty("Connection", "close");
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (ConnectException nobody) {
      return "";
    }
  }

  /** A file of readings, each its seconds after the hour and its value. */
  private void moveIn(String name, String... readings) throws IOException {
    StringBuilder text = new StringBuilder("time,v\n");
    for (String reading : readings) {
      String[] cells = reading.split(",", -1);
      text.append(hour.plusSeconds(Long.parseLong(cells[0])) + "," + cells[1] + "\n");
    }
    Path written = home.resolve(name);
    Files.writeString(written, text);
    Files.move(written, home.resolve("in").resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
