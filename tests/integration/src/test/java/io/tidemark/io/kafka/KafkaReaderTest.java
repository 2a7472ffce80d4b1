// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.testing.Await;
import io.tidemark.testing.kafka.Broker;
import io.tidemark.testing.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What runners do with a reader that no run can be made to do. */
public class KafkaReaderTest {
  private static final Broker BROKER = Broker.shared();
  private static final Topics TOPICS = Topics.of(BROKER);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final String topic = TOPICS.create(1);
  private final KafkaOptions options = PipelineOptionsFactory.as(KafkaOptions.class);

  @Test
  public void aCheckpointThatIsFinalAfterTheReaderWasClosedIsCommitted() throws IOException {
    String group = "group-of-" + topic;
    Path config = folder.newFile().toPath();
    options.setKafkaConfig(Files.writeString(config, "group.id=" + group).toString());
    send("a", "b");
    Feed.Reader<KafkaPosition> reader = open(Optional.empty());
    read(reader, 2);
    KafkaPosition position = reader.position();
    reader.close();
    assertThat(TOPICS.committed(group), equalTo(Map.of()));

    reader.acknowledge(position);

    assertThat(TOPICS.committed(group), equalTo(Map.of(0, 2L)));
  }

  @Test
  public void aCheckpointFromBeforeTheFirstPollGoesOnWhereAStartWould() throws IOException {
    options.setKafkaStart("latest");
    send("old");
    KafkaPosition position;
    try (Feed.Reader<KafkaPosition> reader = open(Optional.empty())) {
      position = reader.position();
    }
    assertThat(position, equalTo(new KafkaPosition(topic, new TreeMap<>())));

    try (Feed.Reader<KafkaPosition> reader = open(Optional.of(position))) {
      Bodies none = new Bodies();
      Await.until(
          "it listens",
          () -> {
            reader.poll(none);
            return reader.isSilent();
          });
      assertThat(none.bodies, empty());
      send("new");

      assertThat(read(reader, 1), contains("new"));
    }
  }

  private Feed.Reader<KafkaPosition> open(Optional<KafkaPosition> from) throws IOException {
    KafkaAddress address = KafkaAddress.parse(BROKER.address(topic)).orElseThrow();
    KafkaSettings settings = KafkaSettings.of(address, options);
    return KafkaFeed.of(settings, KafkaStart.of(options, settings)).open(from);
  }

  private void send(String... bodies) {
    TOPICS.send(List.of(bodies).stream().map(body -> Topics.message(topic, 0, body)).toList());
  }

  private static List<String> read(Feed.Reader<KafkaPosition> reader, int count) {
    Bodies all = new Bodies();
    Await.until(
        count + " messages",
        () -> {
          reader.poll(all);
          return all.bodies.size() >= count;
        });
    return all.bodies;
  }

  private static final class Bodies implements Feed.Output {
    private final List<String> bodies = new ArrayList<>();

    @Override
    public void add(String partition, Message message) {
      bodies.add(Topics.text(message.body()));
    }

    @Override
    public void add(String partition, DecodedRecord record) {
      throw new IllegalStateException("a topic has messages");
    }
  }
}
