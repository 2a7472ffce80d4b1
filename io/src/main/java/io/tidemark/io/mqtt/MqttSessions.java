// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.mqtt;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * The sessions of this process that nobody reads just now.
 *
 * <p>Runners close a reader and open another where it was, the Direct runner some times a second. A
 * connection that is taken over costs nothing, and a broker sends nothing again.
 */
final class MqttSessions {
  /** How long a session waits, in seconds. */
  private static final long PATIENCE = 5;

  private static final Map<String, Waiting> WAITING = new HashMap<>();

  private static final ScheduledExecutorService CLOSER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "mqtt-closer");
            thread.setDaemon(true);
            return thread;
          });

  private MqttSessions() {}

  private record Waiting(MqttSession session, ScheduledFuture<?> end) {}

  /** A session from a position on: the one that waits there, or a new one. */
  static MqttSession open(MqttFeed feed, Optional<MqttPosition> from) {
    synchronized (WAITING) {
      Waiting waiting = WAITING.remove(key(feed));
      if (waiting != null) {
        waiting.end().cancel(false);
        if (from.filter(waiting.session()::isAt).isPresent()) {
          return waiting.session();
        }
        waiting.session().close();
      }
    }
    return new MqttSession(feed, from);
  }

  /** Nobody reads a session any more, for now. */
  static void leave(MqttFeed feed, MqttSession session) {
    synchronized (WAITING) {
      ScheduledFuture<?> end =
          CLOSER.schedule(() -> close(feed, session), PATIENCE, TimeUnit.SECONDS);
      Waiting before = WAITING.put(key(feed), new Waiting(session, end));
      if (before != null) {
        before.end().cancel(false);
        before.session().close();
      }
    }
  }

  private static void close(MqttFeed feed, MqttSession session) {
    synchronized (WAITING) {
      Waiting waiting = WAITING.get(key(feed));
      if (waiting == null || waiting.session() != session) {
        return; // somebody came
      }
      WAITING.remove(key(feed));
    }
    session.close();
  }

  private static String key(MqttFeed feed) {
    return feed.client() + "@" + feed.server().address().server();
  }
}
