// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.not;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KafkaSettingsTest {
  private static final KafkaAddress ADDRESS = new KafkaAddress("one:9092", "air");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void settingsOfTheUserGoToTheClients() throws IOException {
    KafkaSettings settings = settings("fetch.max.bytes=17\nisolation.level=read_uncommitted");

    assertThat(settings.consumer(0), hasEntry("fetch.max.bytes", "17"));
    assertThat(settings.consumer(0), hasEntry("isolation.level", "read_uncommitted"));
    assertThat(settings.consumer(0), hasEntry("bootstrap.servers", "one:9092"));
  }

  @Test
  public void whatGuaranteesStandOnIsNotTheUsersToSay() throws IOException {
    KafkaSettings settings = settings("enable.auto.commit=true\nauto.offset.reset=latest\nacks=0");

    assertThat(settings.consumer(0), hasEntry("enable.auto.commit", "false"));
    assertThat(settings.consumer(0), hasEntry("auto.offset.reset", "none"));
    assertThat(settings.consumer(0), hasEntry("allow.auto.create.topics", "false"));
    assertThat(settings.producer(), hasEntry("acks", "all"));
  }

  @Test
  public void consumersOfATopicAreToldApart() throws IOException {
    assertThat(settings("client.id=me").consumer(2), hasEntry("client.id", "me-2"));
  }

  @Test
  public void secretsAreNotShownAndTravel() throws IOException {
    KafkaSettings settings =
        settings("ssl.key.password=tulip\nsasl.jaas.config=Module required password=\"rose\" x;");
    KafkaSettings arrived = SerializableUtils.clone(settings);

    assertThat(arrived.toString(), not(containsString("tulip")));
    assertThat(arrived.toString(), not(containsString("rose")));
    assertThat(arrived.hide("no tulip and no rose"), equalTo("no [hidden] and no [hidden]"));
    assertThat(arrived.consumer(0), hasEntry("ssl.key.password", "tulip"));
  }

  @Test
  public void aBrokenFileDoesNotShowItsContent() throws IOException {
    InputException e =
        assertThrows(InputException.class, () -> settings("ssl.key.password=\\u00tulip"));

    assertThat(e.getMessage(), containsString("it must be a Java properties file"));
    assertThat(e.getMessage(), not(containsString("tulip")));
  }

  private KafkaSettings settings(String content) throws IOException {
    Path file = Files.writeString(folder.newFile().toPath(), content);
    KafkaOptions options = PipelineOptionsFactory.as(KafkaOptions.class);
    options.setKafkaConfig(file.toString());
    return KafkaSettings.of(ADDRESS, options);
  }
}
