// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.Assume.assumeTrue;

import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Results are published, each in its topic. */
public class MqttSinkTest {
  private static final String NORTH =
      "{\"key\":\"north\",\"field\":\"temp\",\"window_start\":\"2026-01-01T00:00:00Z\","
          + "\"window_end\":\"2026-01-01T01:00:00Z\",\"timing\":\"ON_TIME\",\"revision\":0,"
          + "\"mean\":2.0}";

  private static final Path DATA = Path.of(System.getProperty("tidemark.data", "absent"));

  private static final Broker BROKER = Broker.get();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everyRowIsAMessage() throws Exception {
    Path input =
        input(
            "north,2026-01-01T00:10:00Z,1",
            "north,2026-01-01T00:20:00Z,3",
            "south/2,2026-01-01T00:10:00Z,5");
    for (String runner : List.of("direct", "flink")) {
      Queue<String> seen = BROKER.subscribe(runner + "/#");
      run(input, "--output=" + BROKER.address(runner + "/{key}/{field}"), "--runner=" + runner)
          .succeeds();
      Await.until("both rows have come", () -> seen.size() >= 2);

      assertThat(
          List.copyOf(seen),
          containsInAnyOrder(
              runner + "/north/temp " + NORTH,
              runner
                  + "/south/2/temp "
                  + NORTH.replace("north", "south/2").replace("2.0}", "5.0}")));
    }
  }

  @Test
  public void theAveragesOfBeijingAreThoseInAFile() throws Exception {
    Path data = DATA.resolve("beijing-air.csv.gz");
    assumeTrue("no real data beside the checkout: " + DATA, Files.isDirectory(DATA));
    Path rows = folder.getRoot().toPath().resolve("rows.jsonl");
    beijing("--input=" + data, "--output=" + rows);
    List<String> expected = Files.readAllLines(rows).stream().sorted().toList();
    for (String runner : List.of("direct", "flink")) {
      Queue<String> seen = BROKER.subscribe("beijing-" + runner + "/+");
      beijing(
          "--input=" + data,
          "--output=" + BROKER.address("beijing-" + runner + "/{key}"),
          "--runner=" + runner);
      Await.until("all rows have come", () -> seen.size() >= expected.size());

      assertThat(
          seen.stream().map(each -> each.substring(each.indexOf(' ') + 1)).sorted().toList(),
          equalTo(expected));
    }
  }

  private void beijing(String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "average",
                "--key=station",
                "--value=temp_c",
                "--time=epoch_sec_utc",
                "--timeFormat=epochSeconds",
                "--window=fixed:1d",
                "--statistics=count,sum,mean,stddev"));
    all.addAll(List.of(more));
    Run.line(folder.newFolder().toPath(), all.toArray(new String[0])).succeeds();
  }

  @Test
  public void aRetainedRowIsThereForWhoComesLater() throws Exception {
    Path input = input("north,2026-01-01T00:10:00Z,2");
    run(input, "--output=" + BROKER.address("passing/{key}")).succeeds();
    run(
            input,
            "--output=" + BROKER.address("kept/{key}"),
            "--mqttRetain=true",
            "--outputFormat=csv")
        .succeeds();
    Queue<String> passing = BROKER.subscribe("passing/#");
    Queue<String> kept = BROKER.subscribe("kept/#");
    Await.until("the retained row has come", () -> kept.size() == 1);

    assertThat(
        kept.peek(),
        equalTo("kept/north north,temp,2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,ON_TIME,0,2.0"));
    assertThat(passing, empty());
  }

  @Test
  public void aKeyThatNoTopicCanHaveIsRejected() throws Exception {
    Queue<String> seen = BROKER.subscribe("refused/#");
    Path rejected = folder.getRoot().toPath().resolve("rejected.jsonl");
    run(
            input("a+b,2026-01-01T00:10:00Z,1", "north,2026-01-01T00:10:00Z,2"),
            "--output=" + BROKER.address("refused/{key}"),
            "--rejectedOutput=" + rejected)
        .succeeds();
    Await.until("the other row has come", () -> !seen.isEmpty());

    assertThat(List.copyOf(seen), equalTo(List.of("refused/north " + NORTH)));
    List<String> lines = Files.readAllLines(rejected);
    assertThat(lines, hasSize(1));
    assertThat(lines.get(0), containsString("\"reason\":\"a topic must not have +, # or NUL\""));
    assertThat(lines.get(0), containsString("\\\"key\\\":\\\"a+b\\\""));
  }

  private Run run(Path input, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "average",
                "--input=" + input,
                "--key=key",
                "--value=temp",
                "--time=time",
                "--statistics=mean"));
    all.addAll(List.of(more));
    return Run.line(folder.newFolder().toPath(), all.toArray(new String[0]));
  }

  private Path input(String... lines) throws Exception {
    Path file = folder.newFile().toPath().resolveSibling("input.csv");
    return Files.writeString(file, "key,time,temp\n" + String.join("\n", lines));
  }
}
