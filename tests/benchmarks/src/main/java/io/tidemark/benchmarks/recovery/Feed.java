// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.recovery;

import io.tidemark.testing.kafka.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Readings into a topic: first one of each series in each pane of a window, then some each second
 * until it is told to end. Event times are those of one hour of which no window ends meanwhile.
 */
final class Feed {
  private static final long START = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
  private static final int BATCHES_PER_SECOND = 10;
  private static final int CHUNK = 50_000;

  private final Topics topics;
  private final String topic;
  private final int partitions;
  private final int series;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Random random = new Random(1);
  private Thread thread;

  Feed(Topics topics, String topic, int partitions, int series) {
    this.topics = topics;
    this.topic = topic;
    this.partitions = partitions;
    this.series = series;
  }

  /** One reading of each series in each of so many panes, as fast as the broker takes them. */
  void fill(int panes, long paneMillis) {
    for (int pane = 0; pane < panes; pane++) {
      List<ProducerRecord<byte[], byte[]>> chunk = new ArrayList<>();
      for (int number = 0; number < series; number++) {
        chunk.add(reading(number, START + pane * paneMillis));
        if (chunk.size() == CHUNK || number == series - 1) {
          send(chunk);
          chunk = new ArrayList<>();
        }
      }
    }
  }

  /** Goes on in a thread, with so many readings a second, all in one pane. */
  void start(int perSecond, long millis) {
    thread = new Thread(() -> flow(perSecond, START + millis), "feed");
    thread.setDaemon(true);
    thread.start();
  }

  private void flow(int perSecond, long time) {
    long begin = System.nanoTime();
    for (long batch = 1; !ended.get(); batch++) {
      List<ProducerRecord<byte[], byte[]>> readings = new ArrayList<>();
      for (int i = 0; i < perSecond / BATCHES_PER_SECOND; i++) {
        readings.add(reading(random.nextInt(series), time));
      }
      send(readings);
      long due = begin + batch * 1_000_000_000L / BATCHES_PER_SECOND;
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private void send(List<ProducerRecord<byte[], byte[]>> readings) {
    topics.send(readings);
    sent.addAndGet(readings.size());
  }

  private ProducerRecord<byte[], byte[]> reading(int number, long time) {
    return Topics.message(
        topic,
        number % partitions,
        time,
        "sensor-" + number,
        Double.toString(random.nextInt(500) / 10.0));
  }

  /** How many readings are in the topic. */
  long sent() {
    return sent.get();
  }

  void end() throws InterruptedException {
    ended.set(true);
    if (thread != null) {
      thread.join();
    }
  }
}
