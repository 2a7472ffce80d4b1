// SPDX-License-Identifier: Apache-2.0
/**
 * Kafka topics as inputs and outputs: {@code kafka://host:9092/topic}.
 *
 * <p>The source is a {@link io.tidemark.io.live.Feed} straight on Kafka's consumer, a batch for
 * each poll; the sink has a producer for each worker, or one in transactions for each shard.
 * Nothing of the client is loaded before an address asks for it.
 */
package io.tidemark.io.kafka;
