// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.integration.Watched;
import io.tidemark.testing.Await;
import io.tidemark.testing.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Alerts and lookups over topics of a broker. */
public class MqttMonitoringTest {
  private static final List<String> RUNNERS =
      List.of("--runner=direct", "--runner=flink --parallelism=2 --checkpointingInterval=300");

  private static final Broker BROKER = Broker.get();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void alertsOfATopicAreThoseOfTheFile() throws Exception {
    Watched watched = new Watched(folder.newFolder().toPath());
    for (int i = 0; i < RUNNERS.size(); i++) {
      BROKER.keepFor("watching-" + i, "watched/+");
    }
    BROKER.publish(
        watched.readings().stream()
            .map(each -> Map.entry("watched/s" + each.sensor(), each.json()))
            .toList());
    List<String> expected = watched.alertsOfTheFile(List.of("--runner=direct"));

    for (int i = 0; i < RUNNERS.size(); i++) {
      Queue<String> seen = BROKER.subscribe("alerts-" + i + "/#");
      Run run =
          watched.alert(
              Arrays.asList(RUNNERS.get(i).split(" ", -1)),
              "--input=" + BROKER.address("watched/+"),
              "--mqttClient=watching-" + i,
              "--output=" + BROKER.address("alerts-" + i + "/{rule}"),
              "--maxDelay=1m",
              "--stopWhenIdle=4s");
      assertThat(run.err(), run.exitCode(), equalTo(0));
      Await.until("all alerts have come", () -> seen.size() >= expected.size());

      assertThat(RUNNERS.get(i), bodies(seen), equalTo(expected));
    }
  }

  @Test
  public void requestsOfATopicAreAnsweredFromAnother() throws Exception {
    for (int i = 0; i < RUNNERS.size(); i++) {
      BROKER.keepFor("asked-" + i, "table/+");
      BROKER.keepFor("asked-" + i + "-requests", "requests");
    }
    publish(
        List.of(
            Map.entry("table/pier", "{'time':'2026-01-01T09:00:00Z','temp':4.5}"),
            Map.entry("table/dock", "{'time':'2026-01-01T09:00:30Z','temp':5.5}"),
            Map.entry("table/pier", "{'time':'2026-01-01T09:20:00Z','temp':4}"),
            Map.entry("table/pier", "{'time':'2026-01-01T09:10:00Z','temp':5}"),
            Map.entry("requests", "{'id':'r1','place':'pier','at':'2026-01-01T09:15:00Z'}"),
            Map.entry("requests", "{'id':'r2','place':'dock','at':'2026-01-01T09:15:00Z'}"),
            Map.entry("requests", "{'id':'r3','place':'dock','at':'2026-01-01T08:30:00Z'}")));

    for (int i = 0; i < RUNNERS.size(); i++) {
      Queue<String> seen = BROKER.subscribe("answers-" + i + "/#");
      List<String> all =
          new ArrayList<>(
              List.of(
                  "lookup",
                  "--table=" + BROKER.address("table/+"),
                  "--key=@topic[1]",
                  "--value=temp",
                  "--time=time",
                  "--requests=" + BROKER.address("requests"),
                  "--requestKey=place",
                  "--requestId=id",
                  "--requestTime=at",
                  "--maxDelay=2h",
                  "--mqttClient=asked-" + i,
                  "--answers=" + BROKER.address("answers-" + i + "/{id}"),
                  "--stopWhenIdle=4s"));
      all.addAll(Arrays.asList(RUNNERS.get(i).split(" ", -1)));
      Run run = Run.line(folder.newFolder().toPath(), all.toArray(new String[0]));
      assertThat(run.err(), run.exitCode(), equalTo(0));
      Await.until("all answers have come", () -> seen.size() >= 3);

      assertThat(
          RUNNERS.get(i),
          bodies(seen),
          equalTo(
              List.of(
                  answer("r1", "pier", "09:15:00Z", "FOUND", "'2026-01-01T09:10:00Z'", "5.0"),
                  answer("r2", "dock", "09:15:00Z", "FOUND", "'2026-01-01T09:00:30Z'", "5.5"),
                  answer("r3", "dock", "08:30:00Z", "NOT_FOUND", "null", "null"))));
    }
  }

  private static void publish(List<Map.Entry<String, String>> messages) throws Exception {
    BROKER.publish(
        messages.stream()
            .map(each -> Map.entry(each.getKey(), each.getValue().replace('\'', '"')))
            .toList());
  }

  private static List<String> bodies(Queue<String> seen) {
    return seen.stream().map(each -> each.substring(each.indexOf(' ') + 1)).sorted().toList();
  }

  private static String answer(
      String id, String key, String asOf, String outcome, String time, String value) {
    return String.format(
            "{'id':'%s','key':'%s','field':'temp','as_of':'2026-01-01T%s','outcome':'%s',"
                + "'time':%s,'value':%s}",
            id, key, asOf, outcome, time, value)
        .replace('\'', '"');
  }
}
