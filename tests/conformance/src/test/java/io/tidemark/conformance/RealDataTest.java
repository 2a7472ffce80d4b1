// SPDX-License-Identifier: Apache-2.0
package io.tidemark.conformance;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import io.tidemark.testing.Seed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.zip.GZIPInputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The main job on data made by others, against straightforward computations. */
public class RealDataTest {
  private static final Path DATA = Path.of(System.getProperty("tidemark.data", "absent"));
  private static final long HOUR = 3_600_000;
  private static final String BASIC = "count,sum,mean,min,max,variance,stddev,first,last";
  private static final long DAY = 24 * HOUR;
  private static final List<String> RUNNERS = List.of("--runner=direct", "--runner=flink");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Before
  public void dataIsThere() {
    assumeTrue("no real data beside the checkout: " + DATA, Files.isDirectory(DATA));
  }

  @Test
  public void beijingDailyAverages() throws IOException {
    assertBeijing("fixed:1d", "UTC", time -> List.of(window(Math.floorDiv(time, DAY) * DAY, DAY)));
  }

  @Test
  public void beijingSlidingAverages() throws IOException {
    assertBeijing(
        "sliding:24h/1h",
        "UTC",
        time -> {
          long hour = Math.floorDiv(time, HOUR) * HOUR;
          List<String> windows = new ArrayList<>();
          for (int back = 0; back < 24; back++) {
            windows.add(window(hour - back * HOUR, DAY));
          }
          return windows;
        });
  }

  @Test
  public void beijingAveragesOfMonthsThere() throws IOException {
    ZoneId zone = ZoneId.of("Asia/Shanghai");
    assertBeijing(
        "calendar:month",
        zone.getId(),
        time -> {
          LocalDate first = Instant.ofEpochMilli(time).atZone(zone).toLocalDate().withDayOfMonth(1);
          long start = first.atStartOfDay(zone).toInstant().toEpochMilli();
          long end = first.plusMonths(1).atStartOfDay(zone).toInstant().toEpochMilli();
          return List.of(window(start, end - start));
        });
  }

  @Test
  public void beijingWeeksOfReadings() throws IOException {
    List<String> rows = new ArrayList<>();
    temperatures()
        .forEach(
            (station, values) -> {
              List<Long> times = new ArrayList<>(values.keySet());
              for (int from = 0; from < times.size(); from += 168) {
                int to = Math.min(times.size(), from + 168);
                Plain plain = new Plain();
                times.subList(from, to).forEach(time -> plain.add(time, values.get(time)));
                String window = window(times.get(from), times.get(to - 1) - times.get(from) + 1);
                rows.add(station + ",temp_c," + window + ",ON_TIME,0," + plain);
              }
            });
    rows.sort(null);

    for (String runner : RUNNERS) {
      Run run = beijing(runner, "--window=count:168", "--statistics=" + BASIC);
      assertThat(runner, run.rows(), equalTo(rows));
    }
  }

  @Test
  public void beijingHoursWithoutAReadingAreFilled() throws IOException {
    List<String> rows = new ArrayList<>();
    temperatures()
        .forEach(
            (station, values) ->
                values.forEach(
                    (time, value) -> {
                      Long next = values.higherKey(time);
                      long until = time + 3 * HOUR;
                      long end = next == null ? until + 1 : Math.min(until + 1, next);
                      String row = station + ",temp_c,%s,%s," + value;
                      rows.add(String.format(row, window(time, HOUR), "ON_TIME,0,1"));
                      for (long hour = time + HOUR; hour < end; hour += HOUR) {
                        rows.add(String.format(row, window(hour, HOUR), "FILLED,0,0"));
                      }
                    }));
    rows.sort(null);

    assertThat(rows.stream().filter(row -> row.contains("FILLED")).count(), greaterThan(100L));
    for (String runner : RUNNERS) {
      Run run =
          beijing(
              runner,
              "--window=fixed:1h",
              "--statistics=count,mean",
              "--fill=previous",
              "--maxGap=3h",
              "--forget=3h");
      assertThat(runner, run.rows(), equalTo(rows));
    }
  }

  @Test
  public void beijingMediansOfWeeks() throws IOException {
    Map<String, List<Double>> expected = new TreeMap<>();
    temperatures()
        .forEach(
            (station, values) ->
                values.forEach(
                    (time, value) -> {
                      String window = window(Math.floorDiv(time, 7 * DAY) * 7 * DAY, 7 * DAY);
                      expected
                          .computeIfAbsent(station + ",temp_c," + window, k -> new ArrayList<>())
                          .add(value);
                    }));
    List<String> rows =
        beijing(RUNNERS.get(0), "--window=fixed:7d", "--statistics=count,median,distinct").rows();

    assertThat(
        beijing(RUNNERS.get(1), "--window=fixed:7d", "--statistics=count,median,distinct").rows(),
        equalTo(rows));
    assertThat(rows, hasSize(expected.size()));
    for (String row : rows) {
      String[] fields = row.split(",", -1);
      List<Double> values =
          expected.get(String.join(",", List.of(fields).subList(0, 4))).stream().sorted().toList();
      double median = values.get((values.size() - 1) / 2);
      assertThat(fields[6], equalTo(Integer.toString(values.size())));
      assertThat(row, Double.parseDouble(fields[7]), closeTo(median, Math.abs(median) / 256));
      assertThat(row, Double.parseDouble(fields[8]), equalTo(1.0 * new TreeSet<>(values).size()));
    }
  }

  /** By how much, and how fast, a week ends above where it began. */
  @Test
  public void beijingChangesOfWeeks() throws IOException {
    List<String> rows = new ArrayList<>();
    temperatures()
        .forEach(
            (station, values) ->
                weeks(values)
                    .forEach(
                        (start, week) -> {
                          rows.add(
                              String.format(
                                  "%s,temp_c,%s,ON_TIME,0,%s,%s",
                                  station, window(start, 7 * DAY), week.size(), change(week)));
                        }));
    rows.sort(null);

    for (String runner : RUNNERS) {
      Run run = beijing(runner, "--window=fixed:7d", "--statistics=count,delta,rate");
      assertThat(runner, run.rows(), equalTo(rows));
    }
  }

  private static String change(NavigableMap<Long, Double> week) {
    if (week.size() < 2) {
      return ",";
    }
    BigDecimal delta =
        new BigDecimal(week.lastEntry().getValue())
            .subtract(new BigDecimal(week.firstEntry().getValue()));
    BigDecimal seconds = BigDecimal.valueOf(week.lastKey() - week.firstKey(), 3);
    return delta.doubleValue() + "," + delta.divide(seconds, Plain.DIGITS).doubleValue();
  }

  private static NavigableMap<Long, NavigableMap<Long, Double>> weeks(
      NavigableMap<Long, Double> values) {
    NavigableMap<Long, NavigableMap<Long, Double>> weeks = new TreeMap<>();
    values.forEach(
        (time, value) ->
            weeks
                .computeIfAbsent(Math.floorDiv(time, 7 * DAY) * 7 * DAY, start -> new TreeMap<>())
                .put(time, value));
    return weeks;
  }

  /** The first two months are asked: what was it, there and then? */
  @Test
  public void beijingIsAsked() throws IOException {
    Path home = folder.newFolder().toPath();
    List<String> lines =
        lines(DATA.resolve("beijing-air.csv.gz")).stream()
            .limit(17_000)
            .map(line -> String.join(",", List.of(line.split(",", -1)).subList(0, 3)))
            .toList();
    Path table = home.resolve("table.csv");
    Files.writeString(table, "time,station,temp_c\n" + String.join("\n", lines));
    Map<String, NavigableMap<Long, Double>> temperatures = temperatures(lines);
    long first = Long.parseLong(lines.get(0).split(",", 2)[0]);
    long last = Long.parseLong(lines.get(lines.size() - 1).split(",", 2)[0]);

    Random random = new Random(Seed.of("RealDataTest"));
    List<String> stations = List.copyOf(temperatures.keySet());
    List<String> requests = new ArrayList<>(List.of("id,station,at"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String station = stations.get(random.nextInt(stations.size()));
      long at = first - 10_000 + random.nextLong(last - first + 20_000);
      requests.add(String.format("q%d,%s,%d", i, station, at));
      String asked = String.format("q%d,%s,temp_c,%s,", i, station, Instant.ofEpochSecond(at));
      Map.Entry<Long, Double> found = temperatures.get(station).floorEntry(1000 * at);
      expected.add(
          asked
              + (found == null
                  ? "NOT_FOUND,,"
                  : "FOUND," + Instant.ofEpochMilli(found.getKey()) + "," + found.getValue()));
    }
    expected.sort(null);
    Path asking = Files.write(home.resolve("requests.csv"), requests);

    for (String runner : RUNNERS) {
      Path answers = home.resolve("answers.csv");
      Run run =
          Run.line(
              home,
              "lookup",
              runner,
              "--table=" + table,
              "--key=station",
              "--value=temp_c",
              "--time=time",
              "--timeFormat=epochSeconds",
              "--requests=" + asking,
              "--requestId=id",
              "--requestTime=at",
              "--answers=" + answers);
      assertThat(run.err(), run.exitCode(), equalTo(0));
      assertThat(
          runner,
          Files.readAllLines(answers).stream().skip(1).sorted().toList(),
          equalTo(expected));
    }
  }

  /** By station and time. */
  private static Map<String, NavigableMap<Long, Double>> temperatures() throws IOException {
    return temperatures(lines(DATA.resolve("beijing-air.csv.gz")));
  }

  private static Map<String, NavigableMap<Long, Double>> temperatures(List<String> lines) {
    Map<String, NavigableMap<Long, Double>> temperatures = new TreeMap<>();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      if (!fields[2].equals("NA")) {
        temperatures
            .computeIfAbsent(fields[1], station -> new TreeMap<>())
            .put(Long.parseLong(fields[0]) * 1000, Double.parseDouble(fields[2]));
      }
    }
    return temperatures;
  }

  private Run beijing(String... more) throws IOException {
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.add("--input=" + DATA.resolve("beijing-air.csv.gz"));
    options.add("--key=station");
    options.add("--value=temp_c");
    options.add("--time=epoch_sec_utc");
    options.add("--timeFormat=epochSeconds");
    return Run.average(folder.getRoot().toPath(), options.toArray(new String[0])).succeeds();
  }

  @Test
  public void phonesWhoseDisorderIsAllowedForAreNeverLate() throws IOException {
    for (String name : List.of("d-1", "d-2")) {
      Path file = DATA.resolve("out-of-order/" + name + ".csv.gz");
      Run batch = phones(file, "--window=fixed:10s").succeeds();
      List<String> rows = batch.rows();
      long disorder = largestDisorder(file);
      Run stream =
          phones(file, "--window=fixed:10s", "--replay", "--maxDelay=" + (disorder + 1) + "ms")
              .succeeds();

      assertThat(rows.size(), greaterThan(100));
      assertThat(stream.rows(), equalTo(rows));
      assertThat(stream.late(), hasSize(0));
      assertThat(stream.ledger(), equalTo(List.of(phoneRows(name), phoneRows(name), 0L, 0L, 0L)));
    }
  }

  @Test
  public void phonesWhoseDisorderIsNotAllowedForAreLateOrUsed() throws IOException {
    Path file = DATA.resolve("out-of-order/d-2.csv.gz");
    Run stream = phones(file, "--window=fixed:1s", "--replay", "--maxDelay=1s").succeeds();
    List<Long> ledger = stream.ledger();

    assertThat(ledger.get(1) + ledger.get(2), equalTo(phoneRows("d-2")));
    assertThat(stream.late(), hasSize(ledger.get(2).intValue()));
  }

  @Test
  public void samplesOfTheBillionRowChallenge() throws IOException {
    for (String name : List.of("1", "2", "3", "10", "boundaries", "dot")) {
      Path file = DATA.resolve("onebrc/measurements-" + name + ".txt");
      Run run =
          Run.average(
                  folder.newFolder().toPath(),
                  "--input=" + file,
                  "--inputFormat=csv",
                  "--csvDelimiter=;",
                  "--csvHeader=station,celsius",
                  "--key=station",
                  "--value=celsius",
                  "--window=global",
                  "--statistics=min,mean,max")
              .succeeds();
      String expected =
          Files.readString(DATA.resolve("onebrc/measurements-" + name + ".out")).strip();

      assertThat(name, billionRowFormat(run.rows()), equalTo(expected));
    }
  }

  @Test
  public void localTimesTakeTheZone() throws IOException {
    Run run =
        Run.average(
                folder.getRoot().toPath(),
                "--input=" + DATA.resolve("nab/ambient_temperature_system_failure.csv"),
                "--value=value",
                "--time=timestamp",
                "--zone=America/New_York",
                "--window=calendar:day",
                "--statistics=count")
            .succeeds();

    // Midnight of New York, summer time; the file begins with it and has all hours of the day.
    assertThat(
        run.rows().get(0),
        equalTo(",value,2013-07-04T04:00:00Z,2013-07-05T04:00:00Z,ON_TIME,0,24"));
    assertThat(run.ledger().get(0), equalTo(7_267L));
  }

  private void assertBeijing(String windows, String zone, LongFunction<List<String>> assign)
      throws IOException {
    Run run = beijing("--window=" + windows, "--zone=" + zone, "--statistics=" + BASIC);
    Map<String, Plain> expected = new TreeMap<>();
    temperatures()
        .forEach(
            (station, values) ->
                values.forEach(
                    (time, value) -> {
                      BigDecimal exact = new BigDecimal(value);
                      BigDecimal square = exact.multiply(exact);
                      for (String window : assign.apply(time)) {
                        expected
                            .computeIfAbsent(station + ",temp_c," + window, k -> new Plain())
                            .add(time, value, exact, square);
                      }
                    }));
    List<String> rows = new ArrayList<>();
    expected.forEach((key, plain) -> rows.add(key + ",ON_TIME,0," + plain));
    rows.sort(null);

    assertThat(run.rows(), equalTo(rows));
    assertThat(run.ledger(), equalTo(List.of(420_768L, 420_370L, 0L, 398L, 0L)));
  }

  private static String window(long start, long size) {
    return Instant.ofEpochMilli(start) + "," + Instant.ofEpochMilli(start + size);
  }

  private Run phones(Path file, String... options) throws IOException {
    List<String> all = new ArrayList<>(Arrays.asList(options));
    all.add("--input=" + file);
    all.add("--csvDelimiter=;");
    all.add("--key=S.Device.ID");
    all.add("--time=S.Client.Detection.Time");
    all.add("--timeFormat=epochMillis");
    all.add("--value=S.Http.Content.Length");
    all.add("--statistics=count,mean,stddev,first,last");
    return Run.average(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  private static long phoneRows(String name) {
    return name.equals("d-1") ? 9_600 : 10_800;
  }

  private static long largestDisorder(Path file) throws IOException {
    long newest = Long.MIN_VALUE;
    long largest = 0;
    for (String line : lines(file)) {
      long time = Long.parseLong(line.split(";", -1)[6]);
      newest = Math.max(newest, time);
      largest = Math.max(largest, newest - time);
    }
    return largest;
  }

  /** As the challenge prints: {a=min/mean/max, b=...}, the mean rounded half up. */
  private static String billionRowFormat(List<String> rows) {
    List<String> stations = new ArrayList<>();
    for (String row : rows) {
      String[] fields = row.split(",", -1);
      double mean = Math.floor(10 * Double.parseDouble(fields[7]) + 0.5) / 10;
      stations.add(
          String.format(Locale.ROOT, "%s=%s/%.1f/%s", fields[0], fields[6], mean, fields[8]));
    }
    return "{" + String.join(", ", stations) + "}";
  }

  /** The lines of a zipped file but for its header. */
  private static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }

  /** Statistics by the book: decimal sums of the doubles and of their squares, exact. */
  private static final class Plain {
    /** Far more digits than could decide how a quotient of such sums, or its root, rounds. */
    private static final MathContext DIGITS = new MathContext(80);

    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long firstTime = Long.MAX_VALUE;
    private double first;
    private long lastTime = Long.MIN_VALUE;
    private double last;

    /** Takes a reading; no two of a series are of the same time. */
    void add(long time, double value) {
      BigDecimal exact = new BigDecimal(value);
      add(time, value, exact, exact.multiply(exact));
    }

    /** The same of a reading whose square is known. */
    void add(long time, double value, BigDecimal exact, BigDecimal square) {
      count++;
      sum = sum.add(exact);
      squares = squares.add(square);
      min = Math.min(min, value);
      max = Math.max(max, value);
      if (time < firstTime) {
        firstTime = time;
        first = value;
      }
      if (time > lastTime) {
        lastTime = time;
        last = value;
      }
    }

    @Override
    public String toString() {
      BigDecimal n = BigDecimal.valueOf(count);
      double mean = sum.divide(n, DIGITS).doubleValue();
      return String.join(
          ",",
          Long.toString(count),
          Double.toString(sum.doubleValue()),
          Double.toString(mean),
          Double.toString(min),
          Double.toString(max),
          variance(n).map(v -> Double.toString(v.doubleValue())).orElse(""),
          variance(n).map(v -> Double.toString(v.sqrt(DIGITS).doubleValue())).orElse(""),
          Double.toString(first),
          Double.toString(last));
    }

    /** Of the sample: (sum of squares - square of the sum / n) / (n - 1). */
    private Optional<BigDecimal> variance(BigDecimal n) {
      return count < 2
          ? Optional.empty()
          : Optional.of(
              squares
                  .multiply(n)
                  .subtract(sum.multiply(sum))
                  .divide(n.multiply(n.subtract(BigDecimal.ONE)), DIGITS));
    }
  }
}
