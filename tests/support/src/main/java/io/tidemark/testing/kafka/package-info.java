// SPDX-License-Identifier: Apache-2.0
/** A real Kafka broker, and its topics. */
package io.tidemark.testing.kafka;
