// SPDX-License-Identifier: Apache-2.0
package io.tidemark.io.kafka;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;

/** How many records a producer has sent again by itself. */
final class ProducerRetries {
  private final Metric total;
  private long known;

  ProducerRetries(Producer<?, ?> producer) {
    total =
        producer.metrics().entrySet().stream()
            .filter(each -> each.getKey().name().equals("record-retry-total"))
            .filter(each -> each.getKey().group().equals("producer-metrics"))
            .map(each -> (Metric) each.getValue())
            .findFirst()
            .orElseThrow();
  }

  /** How many since the last time. */
  long more() {
    long before = known;
    known = Math.round((double) total.metricValue());
    return known - before;
  }
}
