// SPDX-License-Identifier: Apache-2.0
package io.tidemark.integration.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.integration.Watched;
import io.tidemark.testing.Run;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Readings in a topic, alerts in another: those of the file. */
public class KafkaAlertTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void alertsOfATopicAreThoseOfTheFileOnDirect() throws IOException {
    assertAlertsOfTheFile("--runner=direct", "--targetParallelism=2");
  }

  @Test
  public void alertsOfATopicAreThoseOfTheFileOnFlink() throws IOException {
    assertAlertsOfTheFile(
        "--runner=flink", "--parallelism=2", "--checkpointingInterval=500", "--exactlyOnce");
  }

  private void assertAlertsOfTheFile(String... options) throws IOException {
    Watched watched = new Watched(folder.newFolder().toPath());
    String readings = TOPICS.create(2);
    String alerts = TOPICS.create(1);
    // A sensor is a partition, and in order: no reading is late however they are interleaved.
    TOPICS.send(
        watched.readings().stream()
            .map(each -> Topics.message(readings, each.sensor(), each.json()))
            .toList());

    Run run =
        watched.alert(
            List.of(options),
            "--input=" + BROKER.address(readings),
            "--output=" + BROKER.address(alerts),
            "--maxDelay=1m",
            "--stopWhenIdle=4s");

    List<String> expected = watched.alertsOfTheFile(List.of(options));
    assertThat(run.err(), run.exitCode(), equalTo(0));
    assertThat(
        TOPICS.read(alerts).stream().map(each -> Topics.text(each.value())).sorted().toList(),
        equalTo(expected));
  }
}
