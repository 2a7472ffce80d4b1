// SPDX-License-Identifier: Apache-2.0
/** MQTT brokers as source and sink, by MQTT 5. */
package io.tidemark.io.mqtt;
