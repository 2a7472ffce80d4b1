// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import io.tidemark.io.live.Feed;
import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client reads, over as many connections as it takes. */
final class MqttSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);

  /** The most messages of a poll. */
  private static final int POLL = 1_000;

  /** The most that a broker sends without an acknowledgement: all that the standard has. */
  private static final int WINDOW = 65_535;

  /** How long a broker keeps what comes for a client that is away. */
  private static final Duration EXPIRY = Duration.ofDays(1);

  /**
   * After so long without a message, in milliseconds, a broker has sent all that it sends again.
   */
  private static final long QUIET = 3_000;

  private final MqttFeed feed;
  private final Unacknowledged unacknowledged;
  private long count;
  private long last;
  private long countBefore = -1;
  private BlockingQueue<Arrival> inbox = new LinkedBlockingQueue<>();
  private MqttConnection connection;
  private boolean sorted;
  private boolean silent;
  private boolean broken;
  private boolean closed;

  MqttSession(MqttFeed feed, Optional<MqttPosition> from) {
    this.feed = feed;
    MqttPosition start = from.orElse(new MqttPosition(0, 0, true));
    this.count = start.count();
    this.last = start.last();
    this.unacknowledged = new Unacknowledged(start.settled());
    if (!start.released()) {
      unacknowledged.expect(count, last);
    }
  }

  synchronized boolean poll(Feed.Output out) throws IOException {
    broken = true; // if this is interrupted: what was taken from the inbox is nowhere then
    List<Arrival> fresh = fresh();
    fresh.forEach(arrival -> handOver(arrival, out));
    broken = false;
    return !fresh.isEmpty();
  }

  /** What has come and was not handed over before. */
  private List<Arrival> fresh() throws IOException {
    List<Arrival> fresh = new ArrayList<>();
    silent = true;
    if (connection == null || connection.isLost()) {
      silent = false; // nobody could be heard
      boolean first = connection == null;
      reconnect();
      if (!first) {
        // What has come meanwhile is a moment away: this is not silence.
        take(QUIET).ifPresent(fresh::add);
      }
    }
    if (!sorted) {
      fresh = sort(fresh);
      silent = false;
    }
    for (Arrival next = inbox.poll(); next != null; next = inbox.poll()) {
      fresh.add(next);
      if (fresh.size() >= POLL) {
        break;
      }
    }
    return fresh;
  }

  /** Whether the last poll listened to a broker that had nothing to say. */
  synchronized boolean isSilent() {
    return silent;
  }

  /** Whether something is unacknowledged that will be: a broker may wait for that. */
  synchronized boolean owesAcknowledgements() {
    return unacknowledged.size() > 0;
  }

  private void handOver(Arrival arrival, Feed.Output out) {
    out.add(feed.client(), arrival.message());
    if (!arrival.isKept()) {
      return;
    }
    count++;
    last = arrival.fingerprint();
    unacknowledged.add(count, arrival);
    if (feed.acknowledging() == Acknowledging.AT_ONCE) {
      unacknowledged.settle(count);
    }
  }

  /** Tells what comes again from what is new, which is returned. */
  private List<Arrival> sort(List<Arrival> first) throws IOException {
    Redelivery<Arrival> redelivery =
        new Redelivery<>(unacknowledged.fingerprints(), unacknowledged::mayHaveBeen);
    List<Arrival> unkept = new ArrayList<>();
    Optional<Arrival> next = first.isEmpty() ? take(QUIET) : Optional.of(first.get(0));
    for (; next.isPresent(); next = take(QUIET)) {
      Arrival arrival = next.get();
      if (!arrival.isKept()) {
        unkept.add(arrival);
        continue;
      }
      if (redelivery.endsWith(arrival, arrival.fingerprint())) {
        unacknowledged.replace(count, redelivery.again());
        countBefore = count; // a broker may wait for the last one before it sends what is new
        sorted = true;
        unkept.addAll(redelivery.fresh());
        return unkept;
      }
    }
    if (connection.isLost()) {
      return unkept; // all else comes again
    }
    LOG.warn(
        "{}: the broker does not send again what client {} had not acknowledged; of the {} messages"
            + " that came now, some may have been read before",
        feed.name(),
        feed.client(),
        redelivery.all().size());
    unacknowledged.clear();
    sorted = true;
    unkept.addAll(redelivery.all());
    return unkept;
  }

  private Optional<Arrival> take(long millis) throws IOException {
    try {
      return Optional.ofNullable(inbox.poll(millis, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      throw MqttConnection.interrupted(e);
    }
  }

  private void reconnect() throws IOException {
    if (connection != null) {
      LOG.warn(
          "{}: connection lost ({}); connecting again",
          feed.name(),
          connection.loss().toString()); // as a throwable it would be logged with all its stack
      requireSole();
    }
    for (Backoff backoff = new Backoff(); ; backoff.pause()) {
      try {
        connect();
        return;
      } catch (MqttProblem e) {
        if (!e.mayPass()) {
          throw new InputException(feed.name() + ": " + e.getMessage(), e);
        }
        LOG.warn("{}: {}; trying again", feed.name(), e.getMessage());
      }
    }
  }

  private void requireSole() {
    if (MqttProblem.isTakeover(connection.loss())) {
      throw new InputException(
          String.format(
              "%s: somebody else has connected as client %s; give one of them another name by"
                  + " --mqttClient",
              feed.name(), feed.client()));
    }
  }

  private void connect() throws MqttProblem, IOException {
    BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    Mqtt5Connect connect =
        Mqtt5Connect.builder()
            .cleanStart(false)
            .sessionExpiryInterval(EXPIRY.toSeconds())
            .restrictions()
            .receiveMaximum(WINDOW)
            .applyRestrictions()
            .build();
    connection =
        MqttConnection.open(
            feed.server(),
            feed.client(),
            connect,
            publish -> arrivals.add(new Arrival(publish, Instant.now())));
    inbox = arrivals; // what came on an earlier connection, and was not handed over, comes again
    try {
      connection.subscribe(feed.subscription());
    } catch (MqttProblem e) {
      connection.close();
      throw e;
    }
    boolean expecting = unacknowledged.size() > 0;
    if (expecting && !connection.isSessionPresent()) {
      LOG.warn(
          "{}: the broker does not know client {} any more; what it had for it is lost",
          feed.name(),
          feed.client());
      unacknowledged.clear();
    }
    sorted = !(expecting && connection.isSessionPresent());
  }

  synchronized MqttPosition position() {
    if (feed.acknowledging() == Acknowledging.WITH_BUNDLE) {
      unacknowledged.settle(count);
    }
    // All but the last is acknowledged already: if this is restored, no more than that comes again.
    boolean released =
        feed.acknowledging() != Acknowledging.BEHIND
            || unacknowledged.size() == 0
            || (count == countBefore && unacknowledged.size() == 1);
    countBefore = count;
    return new MqttPosition(count, last, released);
  }

  /** Whether this has handed over what a position says, and nothing more, and can go on. */
  synchronized boolean isAt(MqttPosition position) {
    return !closed && !broken && position.count() == count && position.last() == last;
  }

  synchronized void acknowledge(MqttPosition position) {
    if (!closed && position.count() <= count) {
      unacknowledged.settle(position.settled());
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (connection != null) {
      connection.close();
    }
  }
}
