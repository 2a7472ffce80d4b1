// SPDX-License-Identifier: Apache-2.0
/** Averages of a topic: Tidemark beside a bare consumer and beside KafkaIO. */
package io.tidemark.benchmarks.kafka;
