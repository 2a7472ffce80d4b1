// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is published is read, as it would be from a file. */
public class MqttSourceTest {
  private static final Path DATA = Path.of(System.getProperty("tidemark.data", "absent"));

  /** Two months of twelve stations: a broker takes a message after the other. */
  private static final int RECORDS = 17_000;

  private static final Broker BROKER = Broker.get();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theBeijingDataByMqttIsTheFile() throws Exception {
    assumeTrue("no real data beside the checkout: " + DATA, Files.isDirectory(DATA));
    List<String> lines = beijing();
    Path file = folder.getRoot().toPath().resolve("beijing.csv");
    Files.writeString(file, "time,station,temp_c\n" + String.join("\n", lines));
    List<String> statistics =
        List.of(
            "--value=temp_c",
            "--time=time",
            "--timeFormat=epochSeconds",
            "--window=fixed:1d",
            "--statistics=count,sum,mean,min,max,stddev,first,last");
    Run whole = run(statistics, "--input=" + file, "--key=station").succeeds();
    List<Map.Entry<String, String>> messages = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(",", -1);
      messages.add(
          Map.entry(
              "beijing/" + fields[1] + "/air",
              String.format("{\"time\":%s,\"temp_c\":\"%s\"}", fields[0], fields[2])));
    }
    List<String> runners =
        List.of("--runner=direct", "--runner=flink", "--runner=flink --checkpointingInterval=300");
    for (int i = 0; i < runners.size(); i++) {
      BROKER.keepFor("beijing-" + i, "beijing/+/air");
    }
    BROKER.publish(messages);
    for (int i = 0; i < runners.size(); i++) {
      List<String> options = new ArrayList<>(statistics);
      options.addAll(Arrays.asList(runners.get(i).split(" ", -1)));
      Run run =
          run(
                  options,
                  "--input=" + BROKER.address("beijing/+/air"),
                  "--mqttClient=beijing-" + i,
                  "--key=@topic[1]",
                  "--stopWhenIdle=5s")
              .succeeds();

      assertThat(runners.get(i), run.ledger(), equalTo(whole.ledger()));
      assertThat(runners.get(i), run.rows(), equalTo(whole.rows()));
      assertThat(run.rows().size(), greaterThan(500));
    }
  }

  @Test
  public void bareNumbersHaveTheirKeyInTheTopic() throws Exception {
    BROKER.keepFor("numbers", "numbers/#");
    BROKER.publish(
        List.of(
            Map.entry("numbers/north/temp", "1.5"),
            Map.entry("numbers/south/temp", " 4 "),
            Map.entry("numbers/north/temp", "2.5"),
            Map.entry("numbers/north/temp", "2.5"),
            Map.entry("numbers/north/temp", "warm"),
            Map.entry("numbers/south", "NA")));
    Run run =
        run(
                List.of("--inputFormat=number", "--value=temp", "--window=global"),
                "--input=" + BROKER.address("numbers/#"),
                "--mqttClient=numbers",
                "--key=@topic[1]",
                "--statistics=count,sum",
                "--stopWhenIdle=3s")
            .succeeds();

    assertThat(
        run.rows(),
        equalTo(List.of("north,temp,,,ON_TIME,0,3,6.5", "south,temp,,,ON_TIME,0,1,4.0")));
    assertThat(run.ledger(), equalTo(List.of(6L, 4L, 0L, 1L, 1L)));
    assertThat(run.rejected(), hasSize(1));
    assertThat(
        run.rejected().get(0),
        containsString("{\"source\":\"numbers/north/temp\",\"reason\":\"value 'temp': 'warm'"));
  }

  @Test
  public void arrivalIsATimeAndCsvHasTheNamedColumns() throws Exception {
    BROKER.keepFor("csv", "csv/+");
    BROKER.publish(
        List.of(
            Map.entry("csv/a", "north,1"), Map.entry("csv/b", "south,2"), Map.entry("csv/a", "x")));
    Run run =
        run(
                List.of("--inputFormat=csv", "--csvHeader=station,temp", "--value=temp"),
                "--input=" + BROKER.address("csv/+"),
                "--mqttClient=csv",
                "--key=@topic,station",
                "--time=@received",
                "--window=calendar:year",
                "--statistics=sum",
                "--stopWhenIdle=3s")
            .succeeds();

    assertThat(run.rows(), hasSize(2));
    assertThat(run.rows().get(0), containsString("csv/a/north,temp,"));
    assertThat(run.rejected().get(0), containsString("\"source\":\"csv/a\""));
  }

  @Test
  public void readersOfAGroupShareTheMessages() throws Exception {
    List<Map.Entry<String, String>> messages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      messages.add(Map.entry("shared/" + i % 7, Integer.toString(i)));
    }
    for (int i = 0; i < 2; i++) {
      BROKER.keepFor("sharing-" + i, "$share/group/shared/+");
    }
    BROKER.publish(messages);
    Run run =
        run(
                List.of("--inputFormat=number", "--value=n", "--window=global"),
                "--input=" + BROKER.address("shared/+"),
                "--mqttClient=sharing",
                "--mqttShare=group",
                "--runner=flink",
                "--parallelism=2",
                "--checkpointingInterval=200",
                "--statistics=count,sum",
                "--stopWhenIdle=8s")
            .succeeds();

    assertThat(run.rows(), equalTo(List.of(",n,,,ON_TIME,0,500,124750.0")));
  }

  @Test
  public void aSecondRunGoesOnWhereTheFirstEnded() throws Exception {
    BROKER.keepFor("again", "again");
    for (String runner : List.of("--runner=direct", "--runner=flink --checkpointingInterval=200")) {
      for (int sum : List.of(3, 7)) {
        BROKER.publish(
            List.of(Map.entry("again", "1"), Map.entry("again", Integer.toString(sum - 1))));
        List<String> options =
            new ArrayList<>(List.of("--inputFormat=number", "--value=n", "--window=global"));
        options.addAll(Arrays.asList(runner.split(" ", -1)));
        Run run =
            run(
                    options,
                    "--input=" + BROKER.address("again"),
                    "--mqttClient=again",
                    "--statistics=count,sum",
                    "--stopWhenIdle=3s")
                .succeeds();

        assertThat(runner, run.rows(), equalTo(List.of(",n,,,ON_TIME,0,2," + sum + ".0")));
      }
    }
  }

  private Run run(List<String> options, String... more) throws IOException {
    List<String> all = new ArrayList<>(options);
    all.addAll(Arrays.asList(more));
    return Run.average(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  /** Time, station and temperature. */
  private static List<String> beijing() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve("beijing-air.csv.gz"))),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .limit(RECORDS)
          .map(line -> String.join(",", Arrays.asList(line.split(",", -1)).subList(0, 3)))
          .toList();
    }
  }
}
