// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import io.tidemark.io.live.Feed;
import io.tidemark.io.record.InputException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.kafka.common.KafkaException;

/**
 * Partitions of a topic: those whose number leaves a remainder when divided by the number of feeds.
 */
final class KafkaFeed implements Feed<KafkaPosition> {
  private static final long serialVersionUID = 1;

  private final KafkaSettings settings;
  private final KafkaStart start;
  private final int index;
  private final int count;

  private KafkaFeed(KafkaSettings settings, KafkaStart start, int index, int count) {
    this.settings = settings;
    this.start = start;
    this.index = index;
    this.count = count;
  }

  /** A whole topic. */
  static KafkaFeed of(KafkaSettings settings, KafkaStart start) {
    return new KafkaFeed(settings, start, 0, 1);
  }

  @Override
  public void check() {
    partitions();
  }

  @Override
  public List<KafkaFeed> split(int desired) {
    int feeds = Math.max(1, Math.min(desired, partitions()));
    return IntStream.range(0, feeds)
        .mapToObj(part -> new KafkaFeed(settings, start, part, feeds))
        .toList();
  }

  /**
   * How many partitions there are.
   *
   * @throws InputException if there is no such topic, or no way to it
   */
  private int partitions() {
    return TopicCheck.partitions(settings, this::problem);
  }

  @Override
  public Reader<KafkaPosition> open(Optional<KafkaPosition> from) throws IOException {
    if (from.isPresent() && !from.get().topic().equals(settings.address().topic())) {
      throw problem("the checkpoint is of another topic, " + from.get().topic());
    }
    try {
      return new KafkaReader(this, from);
    } catch (KafkaException e) {
      throw problem(KafkaProblem.of(e, settings));
    }
  }

  /** With these settings, servers too: brokers may have moved. */
  @Override
  public KafkaFeed resume(Feed<KafkaPosition> part) {
    KafkaFeed before = (KafkaFeed) part;
    if (!before.settings.address().topic().equals(settings.address().topic())) {
      throw new Other(before.name(), name());
    }
    return new KafkaFeed(settings, start, before.index, before.count);
  }

  @Override
  public KafkaFeed withoutSecrets() {
    return new KafkaFeed(settings.withoutGiven(), start, index, count);
  }

  /** Whether a partition is of this feed. */
  boolean has(int partition) {
    return partition % count == index;
  }

  int index() {
    return index;
  }

  KafkaSettings settings() {
    return settings;
  }

  KafkaStart start() {
    return start;
  }

  /** What is wrong, in one line. */
  InputException problem(String problem) {
    return new InputException(name() + ": " + problem);
  }

  @Override
  public Coder<KafkaPosition> positionCoder() {
    return KafkaPosition.coder();
  }

  @Override
  public String name() {
    return settings.address().toString();
  }

  @Override
  public String toString() {
    return name();
  }
}
