// SPDX-License-Identifier: Apache-2.0
package io.tidemark.benchmarks.kafka;

import io.tidemark.benchmarks.measure.OptionNamed;
import java.util.List;

/** The ways to average a topic that are compared; each runs in a process of its own. */
enum TopicVariant implements OptionNamed {
  /** One thread that polls, parses and adds up. */
  LOOP("loop"),
  /** {@code KafkaIO} and {@code Mean.perKey} on the Direct runner. */
  KAFKAIO_DIRECT("kafkaio-mean-direct"),
  /** The same on Flink, streaming. */
  KAFKAIO_FLINK("kafkaio-mean-flink"),
  /** The jar, as a user starts it, on the Direct runner. */
  TIDEMARK_DIRECT("tidemark-direct"),
  /** The same on Flink with checkpoints every 10 s. */
  TIDEMARK_FLINK("tidemark-flink");

  private final String optionName;

  TopicVariant(String optionName) {
    this.optionName = optionName;
  }

  static TopicVariant named(String name) {
    return OptionNamed.find("variants", TopicVariant.class, name);
  }

  /** All, as in the option. */
  static String names() {
    return OptionNamed.all(TopicVariant.class);
  }

  @Override
  public String optionName() {
    return optionName;
  }

  boolean isTidemark() {
    return this == TIDEMARK_DIRECT || this == TIDEMARK_FLINK;
  }

  /** Whether it reads a part of the records, so that a comparison comes to an end. */
  boolean isSlow() {
    return this == KAFKAIO_DIRECT || this == KAFKAIO_FLINK;
  }

  /** The options of a user for the runner. */
  List<String> runner() {
    return this == TIDEMARK_FLINK
        ? List.of("--runner=flink", "--checkpointingInterval=10000")
        : List.of("--runner=direct");
  }
}
