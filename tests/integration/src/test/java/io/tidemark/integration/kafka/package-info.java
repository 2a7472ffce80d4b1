// SPDX-License-Identifier: Apache-2.0
/** Kafka as input and output, against a real broker. */
package io.tidemark.integration.kafka;
