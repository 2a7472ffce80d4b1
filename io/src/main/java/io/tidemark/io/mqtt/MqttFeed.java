// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.tidemark.io.live.Feed;
import io.tidemark.io.reading.Message;
import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;

/**
 * The messages of a topic filter, with QoS 1, by clients that the broker remembers.
 *
 * <p>A reader is one partition: one for each topic could be too many.
 *
 * @param client the name of the client; of one of several that share, with its number
 * @param share the group that shares messages; null for none
 * @param acknowledging when messages are acknowledged
 */
record MqttFeed(MqttServer server, String client, String share, Acknowledging acknowledging)
    implements Feed<MqttPosition> {
  /**
   * Connects under another name, so that a run that reads already is not put out; what comes is not
   * acknowledged, and is not this client's either.
   */
  @Override
  public void check() {
    Mqtt5Connect once =
        Mqtt5Connect.builder().restrictions().receiveMaximum(1).applyRestrictions().build();
    try (MqttConnection look =
        MqttConnection.open(server, "tidemark-" + UUID.randomUUID(), once, publish -> {})) {
      look.subscribe(server.address().topic());
    } catch (MqttProblem | IOException e) {
      throw new InputException(String.format("--input=%s: %s", server, e.getMessage()), e);
    }
  }

  @Override
  public List<MqttFeed> split(int desired) {
    if (share == null) {
      return List.of(this);
    }
    return IntStream.range(0, Math.max(desired, 1))
        .mapToObj(i -> new MqttFeed(server, client + "-" + i, share, acknowledging))
        .toList();
  }

  /** The broker has what was not read for the same client with the same subscription alone. */
  @Override
  public MqttFeed resume(Feed<MqttPosition> part) {
    MqttFeed before = (MqttFeed) part;
    String wanted = share == null ? client : before.client.replaceFirst(".*(?=-\\d+$)", client);
    if (!before.client.equals(wanted) || !before.subscription().equals(subscription())) {
      throw new Other(
          before.described(), new MqttFeed(server, wanted, share, acknowledging).described());
    }
    return new MqttFeed(server, before.client, share, acknowledging);
  }

  private String described() {
    return String.format(
        "%s of %s as client %s", subscription(), server.address().server(), client);
  }

  @Override
  public MqttFeed withoutSecrets() {
    return new MqttFeed(
        new MqttServer(server.address(), MqttAccess.anonymous()), client, share, acknowledging);
  }

  /** What to subscribe to. */
  String subscription() {
    String filter = server.address().topic();
    return share == null ? filter : String.format("$share/%s/%s", share, filter);
  }

  @Override
  public Feed.Reader<MqttPosition> open(Optional<MqttPosition> from) {
    return new Reader(this, MqttSessions.open(this, from));
  }

  @Override
  public Coder<MqttPosition> positionCoder() {
    return MqttPosition.coder();
  }

  @Override
  public String name() {
    return server.toString();
  }

  /** Reads a session, which outlives it. */
  private static final class Reader implements Feed.Reader<MqttPosition> {
    private final MqttFeed feed;
    private final MqttSession session;
    private boolean closed;

    Reader(MqttFeed feed, MqttSession session) {
      this.feed = feed;
      this.session = session;
    }

    @Override
    public boolean poll(Output out) throws IOException {
      return session.poll(out);
    }

    @Override
    public boolean isSilent() {
      return session.isSilent();
    }

    @Override
    public boolean owesAcknowledgements() {
      return session.owesAcknowledgements();
    }

    @Override
    public List<String> partitions() {
      return List.of(feed.client());
    }

    @Override
    public MqttPosition position() {
      return session.position();
    }

    @Override
    public void acknowledge(MqttPosition position) {
      session.acknowledge(position);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        MqttSessions.leave(feed, session);
      }
    }
  }

  /** Whether messages have such a field beside their body. */
  static boolean has(String attribute) {
    return !Message.isAttribute(attribute) || MqttMessage.hasAttribute(attribute);
  }
}
