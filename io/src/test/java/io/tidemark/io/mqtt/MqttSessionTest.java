// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.Assert.assertThrows;

import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.DecodedRecord;
import io.tidemark.io.reading.Message;
import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;

/** What is read of a broker whose every word is known. */
public class MqttSessionTest {
  private static final Optional<MqttPosition> START = Optional.empty();

  @Rule public final Timeout timeout = Timeout.seconds(120);

  @Test
  public void acknowledgementsAreOwedUntilTheLastIsOut() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker("1 2 3")) {
      Feed.Reader<MqttPosition> reader = feed(broker, "owing").open(START);
      assertThat(reader.owesAcknowledgements(), is(false));
      assertThat(read(reader, 3), contains("1", "2", "3"));
      assertThat(reader.owesAcknowledgements(), is(true));

      reader.acknowledge(reader.position());
      assertThat(acknowledged(broker, 2), contains("1", "2"));
      assertThat("the last waits for a later one", reader.owesAcknowledgements(), is(true));

      reader.acknowledge(reader.position()); // and there was none between the two
      assertThat(acknowledged(broker, 1), contains("3"));
      assertThat(reader.owesAcknowledgements(), is(false));
      reader.close();
    }
  }

  @Test
  public void whatWasLostWithTheConnectionComesAgainAndIsNew() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker("1 2 3", "1 2 3 4 5")) {
      Feed.Reader<MqttPosition> reader = feed(broker, "lost").open(START);
      assertThat(read(reader, 3), contains("1", "2", "3"));
      broker.lose();

      assertThat(read(reader, 2), contains("4", "5"));
      reader.close();
    }
  }

  /** A task that is stopped while it sorts out what comes again, and goes on at once. */
  @Test
  public void whatAnInterruptedPollHadTakenComesAgain() throws Exception {
    try (ScriptedBroker broker = new ScriptedBroker("1 2 3", "1 2", "1 2 3 4")) {
      MqttFeed feed = feed(broker, "interrupted");
      Feed.Reader<MqttPosition> reader = feed.open(START);
      assertThat(read(reader, 3), contains("1", "2", "3"));
      MqttPosition position = reader.position();
      broker.sent().clear();
      broker.lose();
      CompletableFuture<List<String>> waiting = new CompletableFuture<>();
      Thread task =
          new Thread(
              () -> {
                try {
                  waiting.complete(read(reader, 1));
                } catch (IOException e) {
                  waiting.completeExceptionally(e);
                }
              });
      task.start();
      assertThat(broker.sent().poll(60, TimeUnit.SECONDS), contains("1", "2"));
      task.interrupt();
      ExecutionException stopped = assertThrows(ExecutionException.class, waiting::get);
      assertThat(stopped.getCause().getMessage(), equalTo("interrupted"));
      reader.close();

      Feed.Reader<MqttPosition> next = feed.open(Optional.of(position));
      assertThat(read(next, 1), contains("4"));
      next.close();
    }
  }

  private static MqttFeed feed(ScriptedBroker broker, String client) {
    return new MqttFeed(broker.server(), client, null, Acknowledging.BEHIND);
  }

  /** The bodies of the next messages, with all that came with them. */
  private static List<String> read(Feed.Reader<MqttPosition> reader, int count) throws IOException {
    Bodies bodies = new Bodies();
    while (bodies.list.size() < count) {
      reader.poll(bodies);
    }
    return bodies.list;
  }

  private static List<String> acknowledged(ScriptedBroker broker, int count)
      throws InterruptedException {
    List<String> bodies = new ArrayList<>();
    while (bodies.size() < count) {
      bodies.add(broker.acknowledged().poll(60, TimeUnit.SECONDS));
    }
    return bodies;
  }

  private static final class Bodies implements Feed.Output {
    private final List<String> list = new ArrayList<>();

    @Override
    public void add(String partition, Message message) {
      list.add(new String(message.body(), StandardCharsets.UTF_8));
    }

    @Override
    public void add(String partition, DecodedRecord record) {
      throw new InputException("messages are not decoded here");
    }
  }
}
